use infra_macros::{cluster, service};

const EVERY: u32 = 10;

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", check("CMD /healthy", timeout = "31s"))]
struct Longer;

#[service(cluster = Shop, image = "nginx:1.29", check("CMD /healthy", every = EVERY, timeout = "11s"))]
struct Constant;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    check("CMD /healthy", timeout = "31s"),
    waive("container-check-overlap", reason = "it is known to work here"),
)]
struct Waived;

#[service(cluster = Shop, image = "nginx:1.29", check("CMD /healthy", timeout = "30s"))]
struct Legal;

fn main() {}
