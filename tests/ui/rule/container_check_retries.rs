use infra_macros::{cluster, service};

const RETRIES: u32 = 11;

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", check("CMD /healthy", retries = 0))]
struct Low;

#[service(cluster = Shop, image = "nginx:1.29", check("CMD /healthy", retries = RETRIES))]
struct High;

#[service(cluster = Shop, image = "nginx:1.29", check("CMD /healthy", retries = 1))]
struct Lowest;

#[service(cluster = Shop, image = "nginx:1.29", check("CMD /healthy", retries = 10))]
struct Highest;

fn main() {}
