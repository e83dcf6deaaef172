use infra_macros::{cluster, service};

const OTHER: u16 = 9001;

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", stream(5432))]
struct WithoutPort;

#[service(cluster = Shop, image = "nginx:1.29", port = 5432, stream(5432, to = 9000))]
struct OtherPort;

#[service(cluster = Shop, image = "nginx:1.29", port = 5432, stream(5432, to = OTHER))]
struct ByConstant;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, port = 9000, stream(5432, to = 9000))]
struct Second;

fn main() {}
