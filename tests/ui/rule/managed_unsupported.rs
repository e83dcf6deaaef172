use infra_macros::{cluster, service};

const STORAGE: u32 = 21;

#[cluster(capacity = managed(vcpu = 2..=8))]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", storage = "50 GB")]
struct Storage;

#[service(cluster = Shop, image = "nginx:1.29", storage = STORAGE)]
struct Constant;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    storage = "50 GB",
    waive("managed-unsupported", reason = "it is known to work here"),
)]
struct Waived;

#[service(cluster = Shop, image = "nginx:1.29", cpu = 256)]
struct Legal;

fn main() {}
