use infra_macros::{app, cluster, service};

#[cluster(capacity = ec2("c5n.xlrge", 1..=10))]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", cpu = 300, port = 8080, route("/*"))]
struct Web;

#[service(cluster = Shop, image = "nginx:1.29", port = 0)]
struct Api;

fn main() {
    let _app = app!("shop": Shop, Web, Api);
}
