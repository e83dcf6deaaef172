use infra_macros::{cluster, service};

const COMMAND: &str = "curl -f http://localhost/";

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", check("curl -f http://localhost/"))]
struct Bare;

#[service(cluster = Shop, image = "nginx:1.29", check(COMMAND))]
struct Constant;

#[service(cluster = Shop, image = "nginx:1.29", check("CMD-SHELL  "))]
struct Nothing;

#[service(cluster = Shop, image = "nginx:1.29", check("CMD"))]
struct Word;

#[service(cluster = Shop, image = "nginx:1.29", check("CMD /healthy"))]
struct Legal;

#[service(cluster = Shop, image = "nginx:1.29", check("CMD-SHELL curl -f http://localhost/ || exit 1"))]
struct Shell;

fn main() {}
