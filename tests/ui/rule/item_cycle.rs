use infra_macros::{app, cluster, service, task};

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, connect = [Api])]
struct Web;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, connect = [Web])]
struct Api;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, connect = [Narcissus])]
struct Narcissus;

#[task(cluster = Shop, image = "nginx:1.29", then = Second)]
struct First;

#[task(cluster = Shop, image = "nginx:1.29", then = Third)]
struct Second;

#[task(cluster = Shop, image = "nginx:1.29", then = First)]
struct Third;

#[service(cluster = Shop, image = "nginx:1.29", connect = [Store])]
struct Site;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, connect = [Stock])]
struct Store;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080)]
struct Stock;

#[service(cluster = Shop, image = "nginx:1.29", connect = [Store, Stock])]
struct Front;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, before = [Migrate])]
struct Orders;

#[task(cluster = Shop, image = "nginx:1.29", connect = [Orders])]
struct Migrate;

fn main() {
    let _app = app!("shop": Shop, Orders, Migrate);
    let _app = app!("shop": Shop, Web, Api);
    let _app = app!("shop": Shop, Narcissus);
    let _app = app!("shop": Shop, First, Second, Third);
    let _app = app!("shop": Shop, Site, Store, Stock, Front);
}
