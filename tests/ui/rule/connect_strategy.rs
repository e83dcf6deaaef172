use infra_macros::{app, cluster, service, task};

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), deploy = blue_green(bake = "5m"))]
struct Api;

#[service(cluster = Shop, image = "nginx:1.29", port = 8081, route("/stock/*"), stage(prod, deploy = canary(10, bake = "5m")))]
struct Stock;

#[service(cluster = Shop, image = "nginx:1.29", connect = [Api, Stock])]
struct Web;

#[task(cluster = Shop, image = "nginx:1.29", connect = [Api])]
struct Rollup;

#[task(cluster = Shop, image = "nginx:1.29", connect = [Stock])]
struct Count;

fn main() {
    let _app = app!("shop": Shop, Api, Stock, Web, Rollup);
    let _app = app!("shop": Shop, Stock, Count; stages = [dev, prod]);
}
