use infra_macros::{cluster, service};

const WORD: &str = "task";

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", patch("/taskDefinition/pidMode", ""))]
struct Empty;

#[service(cluster = Shop, image = "nginx:1.29", patch("/taskDefinition/pidMode", WORD))]
struct ByConstant;

#[service(cluster = Shop, image = "nginx:1.29", patch("/taskDefinition/volumes", "[1,]"))]
struct TrailingComma;

#[service(cluster = Shop, image = "nginx:1.29", patch("/taskDefinition/volumes", "1 2"))]
struct Two;

#[service(cluster = Shop, image = "nginx:1.29", patch("/taskDefinition/volumes", r#"[{"name": "data"}]"#))]
struct Object;

fn main() {}
