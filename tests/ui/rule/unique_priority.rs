use infra_macros::{app, cluster, service};

const FIRST: u32 = 10;

#[cluster(capacity = fargate)]
struct Shop;

#[cluster()]
struct Other;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*", priority = 10))]
struct Web;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/api/*", priority = FIRST))]
struct Api;

#[service(
    cluster = Shop, image = "nginx:1.29",
    port = 8080, route("/a/*", priority = 20), route("/b/*", priority = 20),
)]
struct Twice;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/next/*", priority = 11))]
struct Next;

#[service(image = "nginx:1.29", cluster = Other, port = 8080, route("/*", priority = 10))]
struct Elsewhere;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/free/*"))]
struct Free;

fn main() {
    let _app = app!("shop": Shop, Web, Api);
    let _app = app!("shop": Shop, Twice);
    let _app = app!("shop": Shop, Other, Web, Next, Elsewhere, Free);
}
