use infra_macros::{cluster, service};

const VERSION: &str = "1.3.99";

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", platform = "1.3.0", cpu = 8192, memory = 16384)]
struct Large;

#[service(cluster = Shop, image = "nginx:1.29", platform = VERSION, storage = "21 GB")]
struct Storage;

#[service(cluster = Shop, image = "nginx:1.29", platform = "1.3.0", volume("data", efs(new), at = "/data"))]
struct Files;

#[service(cluster = Shop, image = "nginx:1.29", platform = "1.3.0", cpu = 4096, memory = 8192)]
struct Small;

#[service(cluster = Shop, image = "nginx:1.29", platform = "1.4.0", cpu = 8192, memory = 16384, storage = "21 GB")]
struct New;

fn main() {}
