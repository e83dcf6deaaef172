use infra_macros::{app, cluster, service, task};

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", stage(produ, count = 2))]
struct Web;

#[task(cluster = Shop, image = "nginx:1.29", stage(qa, memory = 1024))]
struct Sync;

#[cluster(capacity = fargate, stage(load, tags(team = "load")))]
struct Big;

#[service(cluster = Shop, image = "nginx:1.29", stage(prod, count = 2))]
struct Plain;

fn main() {
    let _app = app!("shop": Shop, Web, Sync, Big; stages = [dev, prod]);
    let _app = app!("shop": Shop, Plain; stages = [dev, prod]);
    let _app = app!("shop": Shop, Web);
}
