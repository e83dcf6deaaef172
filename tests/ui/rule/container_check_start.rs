use infra_macros::{cluster, service};

const START: u32 = 301;

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", check("CMD /healthy", start = "301s"))]
struct High;

#[service(cluster = Shop, image = "nginx:1.29", check("CMD /healthy", start = START))]
struct Constant;

#[service(cluster = Shop, image = "nginx:1.29", check("CMD /healthy", start = "0s"))]
struct Lowest;

#[service(cluster = Shop, image = "nginx:1.29", check("CMD /healthy", start = "300s"))]
struct Highest;

fn main() {}
