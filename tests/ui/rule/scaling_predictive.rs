use infra_macros::{cluster, service};

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", scale(1..=9, predictive))]
struct Blind;

#[service(cluster = Shop, image = "nginx:1.29", scale(1..=9, metric("Shop", "Queue", target = 10), predictive))]
struct ByMetric;

#[service(cluster = Shop, image = "nginx:1.29", scale(1..=9, cpu = 60, predictive))]
struct Seeing;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), deploy = blue_green, scale(1..=9, requests = 10, predictive))]
struct Moving;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, port = 9000, route("/*"), route("/a", port = 9000), scale(1..=9, requests = 10, predictive))]
struct TwoPorts;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, port = 9000, route("/*"), route("/a", port = 9000), scale(1..=9, cpu = 60, requests = 10, predictive))]
struct TwoPortsByCpu;

fn main() {}
