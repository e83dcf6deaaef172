use infra_macros::{app, cluster, service};

#[cluster]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", stage(test, count = 2))]
struct Web;

fn main() {
    let _app = app!("shop": Shop, Web; stages = [dev, prod]);
}
