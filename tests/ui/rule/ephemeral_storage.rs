use infra_macros::{cluster, service};

const STORAGE: u32 = 201;

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", storage = "19 GB")]
struct Low;

#[service(cluster = Shop, image = "nginx:1.29", storage = "20 GB")]
struct AsWithout;

#[service(cluster = Shop, image = "nginx:1.29", storage = STORAGE)]
struct High;

#[service(cluster = Shop, image = "nginx:1.29", storage = "21 GB")]
struct Lowest;

#[service(cluster = Shop, image = "nginx:1.29", storage = "200 GB")]
struct Highest;

fn main() {}
