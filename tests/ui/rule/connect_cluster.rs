use infra_macros::{app, cluster, service, task};

#[cluster(capacity = fargate)]
struct Shop;

#[cluster(capacity = fargate)]
struct Office;

#[service(cluster = Office, image = "nginx:1.29", port = 8080)]
struct Api;

#[service(cluster = Shop, image = "nginx:1.29", connect = [Api])]
struct Web;

#[task(cluster = Shop, image = "nginx:1.29", connect = [Api])]
struct Rollup;

fn main() {
    let _app = app!("shop": Shop, Office, Api, Rollup);
    let _app = app!("shop": Shop, Office, Api, Web);
}
