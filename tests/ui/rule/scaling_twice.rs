use infra_macros::{cluster, service};

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", scale(1..=9, at("rate(1 day)", 2..=4), at("rate(1 day)", 3..=4, zone = "UTC")))]
struct Time;

#[service(cluster = Shop, image = "nginx:1.29", scale(1..=9, metric("Shop", "Queue", target = 10), metric("Shop", "Queue", target = 20)))]
struct Metric;

#[service(cluster = Shop, image = "nginx:1.29", scale(1..=9, step("Shop", "Queue", above(10, add = 1)), step("Shop", "Queue", above(20, add = 1))))]
struct Step;

#[service(cluster = Shop, image = "nginx:1.29", scale(1..=9, metric("Shop", "Queue", target = 10, dimensions(Name = "a")), metric("Shop", "Queue", target = 20)))]
struct Different;

fn main() {}
