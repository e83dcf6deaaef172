use infra_macros::{cluster, service};

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, deploy = blue_green(bake = "5m"))]
struct Blue;

#[service(cluster = Shop, image = "nginx:1.29", deploy = canary(10))]
struct Canary;

#[service(cluster = Shop, image = "nginx:1.29", deploy = linear(10))]
struct Linear;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), deploy = blue_green)]
struct Routed;

#[service(cluster = Shop, image = "nginx:1.29", port = 5432, stream(5432), deploy = canary(10))]
struct Streamed;

#[service(cluster = Shop, image = "nginx:1.29", deploy = rolling)]
struct Rolling;

fn main() {}
