use infra_macros::{app, cluster, service, task};

#[cluster(capacity = fargate)]
struct Shop;

#[task(cluster = Shop, image = "nginx:1.29")]
struct Migrate;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080)]
struct Api;

#[service(cluster = Shop, image = "nginx:1.29", before = [Migrate], connect = [Api])]
struct Web;

#[service(cluster = Shop, image = "nginx:1.29", connect = [Api])]
struct Site;

#[service(cluster = Shop, image = "nginx:1.29", runs = [Migrate])]
struct Starter;

#[task(cluster = Shop, image = "nginx:1.29", then = Migrate)]
struct Then;

#[service(cluster = Shop, image = "nginx:1.29", stage(prod, before = [Migrate]))]
struct Late;

fn main() {
    let _app = app!("shop": Shop, Api, Web);
    let _app = app!("shop": Shop, Site);
    let _app = app!("shop": Shop, Starter, Then, Late);
    let _app = app!("shop": Shop, Migrate, Api, Web, Site, Starter, Then, Late);
}
