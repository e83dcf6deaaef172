use infra_macros::{cluster, service};

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", scale(1..=9, step("Shop", "Queue")))]
struct Boundless;

#[service(cluster = Shop, image = "nginx:1.29", scale(1..=9, step("Shop", "Queue", above(10, add = 1), above(10, add = 2))))]
struct Twice;

#[service(cluster = Shop, image = "nginx:1.29", scale(1..=9, step("Shop", "Queue", above(10, add = 1), below(20, remove = 1))))]
struct Restless;

#[service(cluster = Shop, image = "nginx:1.29", scale(1..=9, step("Shop", "Queue", above(10, add = 1), above(90, add = 2), below(9, remove = 1))))]
struct Calm;

fn main() {}
