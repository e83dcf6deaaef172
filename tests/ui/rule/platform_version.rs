use infra_macros::{cluster, service};

const VERSION: &str = "1.4";

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", platform = "latest")]
struct Word;

#[service(cluster = Shop, image = "nginx:1.29", platform = VERSION)]
struct Short;

#[service(cluster = Shop, image = "nginx:1.29", platform = "v1.4.0")]
struct Letter;

#[service(cluster = Shop, image = "nginx:1.29", platform = "LATEST")]
struct Latest;

#[service(cluster = Shop, image = "nginx:1.29", platform = "1.4.0")]
struct Legal;

fn main() {}
