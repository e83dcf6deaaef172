use infra_macros::{cluster, service};

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/api/*"), route("/files/*"), deploy = canary(10))]
struct Two;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, port = 5432, route("/one"), stream(5432, to = 5432), deploy = blue_green)]
struct RouteAndStream;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), deploy = linear(10))]
struct One;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/v1/*"), route("/v2/*"), deploy = rolling)]
struct Rolling;

fn main() {}
