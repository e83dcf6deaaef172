use infra_macros::{cluster, service};

const EVERY: u32 = 301;

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", check("CMD /healthy", every = "4s", timeout = "2s"))]
struct Low;

#[service(cluster = Shop, image = "nginx:1.29", check("CMD /healthy", every = EVERY))]
struct High;

#[service(cluster = Shop, image = "nginx:1.29", check("CMD /healthy", every = "5s"))]
struct Lowest;

#[service(cluster = Shop, image = "nginx:1.29", check("CMD /healthy", every = "300s"))]
struct Highest;

fn main() {}
