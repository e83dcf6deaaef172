use infra_macros::{app, cluster, service};

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29")]
struct Web;

fn main() {
    let _app = app!("shop": Shop, Web, Web);
    let _app = app!("shop": Shop, Web);
}
