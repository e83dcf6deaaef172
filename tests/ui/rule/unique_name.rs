use infra_macros::{app, cluster, service, task};

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29")]
struct Web;

#[service(cluster = Shop, image = "nginx:1.29", name = "web")]
struct Site;

#[task(cluster = Shop, image = "nginx:1.29", name = "shop")]
struct Load;

fn main() {
    let _app = app!("shop": Shop, Web, Site);
    let _app = app!("shop": Shop, Load);
    let _app = app!("shop": Shop, Web);
}
