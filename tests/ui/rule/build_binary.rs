use infra_macros::{cluster, service};

const BINARY: &str = "";

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = cargo("bin/web"))]
struct Path;

#[service(cluster = Shop, image = cargo(BINARY))]
struct Empty;

#[service(cluster = Shop, image = cargo("web_server-2"))]
struct Legal;

fn main() {}
