use infra_macros::{app, cluster, service};

#[cluster]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"))]
struct Web;

#[service(cluster = Shop, image = "nginx:1.29", name = "web")]
struct Site;

#[cluster(name = "web")]
struct Other;

fn main() {
    let _app = app!("shop": Shop, Web, Site, Other);
}
