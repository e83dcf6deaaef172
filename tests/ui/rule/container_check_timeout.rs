use infra_macros::{cluster, service};

const TIMEOUT: u32 = 61;

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", check("CMD /healthy", timeout = "1s"))]
struct Low;

#[service(cluster = Shop, image = "nginx:1.29", check("CMD /healthy", every = "300s", timeout = TIMEOUT))]
struct High;

#[service(cluster = Shop, image = "nginx:1.29", check("CMD /healthy", timeout = "2s"))]
struct Lowest;

#[service(cluster = Shop, image = "nginx:1.29", check("CMD /healthy", every = "60s", timeout = "60s"))]
struct Highest;

fn main() {}
