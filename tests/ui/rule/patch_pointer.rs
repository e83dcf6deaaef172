use infra_macros::{cluster, service};

const TILDE: &str = "/taskDefinition/~2";

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", patch("", "1"))]
struct Empty;

#[service(cluster = Shop, image = "nginx:1.29", patch("taskDefinition/pidMode", "\"task\""))]
struct Relative;

#[service(cluster = Shop, image = "nginx:1.29", patch("/tasks/pidMode", "\"task\""))]
struct Elsewhere;

#[service(cluster = Shop, image = "nginx:1.29", patch(TILDE, "1"))]
struct ByConstant;

#[service(cluster = Shop, image = "nginx:1.29", patch("/taskDefinition/pidMode", "\"task\""))]
struct Plain;

#[service(cluster = Shop, image = "nginx:1.29", patch("/taskDefinition/a~0b~1c", "1"))]
struct Escaped;

fn main() {}
