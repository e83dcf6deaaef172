use infra_macros::{cluster, service};

const RETENTION: u16 = 3654;

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", logs(retention = "0d"))]
struct Low;

#[service(cluster = Shop, image = "nginx:1.29", logs(retention = "8d"))]
struct Between;

#[service(cluster = Shop, image = "nginx:1.29", logs(retention = RETENTION))]
struct High;

#[service(cluster = Shop, image = "nginx:1.29", logs(retention = "1d"))]
struct Lowest;

#[service(cluster = Shop, image = "nginx:1.29", logs(retention = "3653d"))]
struct Highest;

fn main() {}
