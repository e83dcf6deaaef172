use infra_macros::{app, cluster, service};

#[cluster]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", name = "a123456789a123456789a123456789a123456789a123456789a12345678")]
struct Web;

fn main() {
    let _app = app!("a123456789a123456789a123456789a123456789a123456789a12345678": Shop, Web; stages = [dev, "staging-area-of-team-42"]);
}
