//! The example of the README.
#![deny(warnings, dead_code)]

use infra_macros::{app, cluster, service, task};

/// Everything that sells.
///
/// And more.
#[cluster(capacity = ec2("c5n.xlarge", 1..=10))]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", cpu = 512, memory = 1024, port = 8080, route("/*"))]
struct Web;

mod batch {
    use infra_macros::task;

    #[task(cluster = super::Shop, image = "rollup:1", cpu = 256, memory = 512, schedule = "cron(0 3 * * ? *)")]
    pub struct OrderSync;
}

#[task(cluster = Shop, image = "hello")]
struct Hello;

static APP: infra_core::declaration::App = app!("shop": Shop, Web, batch::OrderSync);

fn main() {
    const OTHER: infra_core::declaration::App = app!(
        "shop": Shop, Web, batch::OrderSync, Hello;
        stages = [dev, staging, prod], protect = [prod], account(prod = "111122223333")
    );
    infra_core::check::app(&OTHER).unwrap();
    let names: Vec<_> = APP.items.iter().map(|item| item.identity().name).collect();
    assert_eq!(names, ["shop", "web", "order-sync"]);
    assert_eq!(APP.items[0].identity().description, "Everything that sells.\nAnd more.");
    assert_eq!(APP.items[0].identity().source.line, 10);
    assert_eq!(OTHER.stages.names, ["dev", "staging", "prod"]);
}
