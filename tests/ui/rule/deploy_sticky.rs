use infra_macros::{cluster, service};

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/1"), sticky = "1h", deploy = canary(10))]
struct Held;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/2"), sticky = "1h", stage(prod, deploy = blue_green))]
struct HeldInProd;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/3"), sticky = "1h", deploy = rolling)]
struct Rolling;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/4"), deploy = canary(10))]
struct Free;

fn main() {}
