use infra_macros::{cluster, service};

const LONG: &str = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
const LONGEST: &str = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", port(80, name = "Http"))]
struct Capital;

#[service(cluster = Shop, image = "nginx:1.29", port(80, name = "-http"))]
struct First;

#[service(cluster = Shop, image = "nginx:1.29", port(80, name = ""))]
struct Empty;

#[service(cluster = Shop, image = "nginx:1.29", port(80, name = LONG))]
struct Long;

#[service(cluster = Shop, image = "nginx:1.29", port(80, name = LONGEST), port(81, name = "_9-a"))]
struct Legal;

fn main() {}
