use infra_macros::{cluster, service};

const FILES: u32 = 2_147_483_648;

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", ulimit(nofile = 2147483648))]
struct High;

#[service(cluster = Shop, image = "nginx:1.29", ulimit(core = 0, nofile = FILES))]
struct Constant;

#[service(cluster = Shop, image = "nginx:1.29", ulimit(core = 0, nofile = 2147483647))]
struct Legal;

fn main() {}
