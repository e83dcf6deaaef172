use infra_macros::{app, cluster, service};

#[cluster(capacity = fargate)]
struct Shop;

#[cluster()]
struct Other;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"))]
struct Web;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/site/*"), route("/*"))]
struct Site;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*", host = "api.example.com"))]
struct Hosted;

#[service(
    cluster = Shop, image = "nginx:1.29",
    port = 8080, route("/api/*", host = "api.example.com"), route("/*", host = "api.example.com"),
)]
struct Api;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*", method = "POST"))]
struct Posted;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/late/*"), stage(prod, route("/*")))]
struct Late;

#[service(image = "nginx:1.29", cluster = Other, port = 8080, route("/*"))]
struct Elsewhere;

fn main() {
    let _app = app!("shop": Shop, Web, Site);
    let _app = app!("shop": Shop, Hosted, Api);
    let _app = app!("shop": Shop, Web, Late);
    let _app = app!("shop": Shop, Other, Web, Hosted, Posted, Elsewhere);
}
