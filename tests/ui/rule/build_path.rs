use infra_macros::{cluster, service};

const FILE: &str = "";

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = dockerfile(FILE))]
struct Empty;

#[service(cluster = Shop, image = dockerfile("https://example.com/Dockerfile"))]
struct Address;

#[service(cluster = Shop, image = dockerfile("Dockerfile", context = "git@example.com:shop/web.git"))]
struct Context;

#[service(cluster = Shop, image = dockerfile("-f"))]
struct Option;

#[service(cluster = Shop, image = dockerfile("../web/Dockerfile", context = "."))]
struct Legal;

fn main() {}
