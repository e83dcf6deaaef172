use infra_macros::{app, cluster, service, task};

#[cluster(capacity = fargate)]
struct Shop;

#[cluster()]
struct Other;

#[service(cluster = Shop, image = "nginx:1.29")]
struct Web;

#[task(image = "nginx:1.29", cluster = Other)]
struct Sync;

fn main() {
    let _app = app!("shop": Shop, Web, Sync);
    let _app = app!("shop": Shop, Other, Web, Sync);
}
