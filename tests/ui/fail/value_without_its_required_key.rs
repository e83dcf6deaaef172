use infra_macros::{cluster, service, task};

#[cluster(network = existing("vpc-0123456789abcdef0", public = ["subnet-0123456789abcdef0"]))]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", volume("data", scratch, "/data"), waive("capacity-spot", "because"))]
struct Web1;

#[service(cluster = Shop, image = "nginx:1.29", container("proxy", image = "envoy:1", mount("data", "/data")))]
struct Web2;

#[task(cluster = Shop, image = "rollup:1", fan_out(100))]
struct Rollup;

fn main() {}
