use infra_macros::{app, cluster, service};

#[cluster]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"))]
struct Web;

#[service(cluster = Shop, image = "nginx:1.29", port = 80, route("/api/*"), stage(prod, route("/*")))]
struct Api;

fn main() {
    let _app = app!("shop": Shop, Web, Api);
}
