use infra_macros::{cluster, service};

const EVERY: u32 = 5;
const TIMEOUT: u32 = 10;

#[cluster]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", port = 80, route("/*"), health("/", every = EVERY, timeout = TIMEOUT))]
struct Web;

fn main() {}
