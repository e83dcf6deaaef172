use infra_macros::{cluster, service};

#[cluster(capacity = fargate)]
struct Shop;

#[cluster(tags(team = "shop", team = "web"))]
struct Tags;

#[service(cluster = Shop, image = "nginx:1.29", env(LEVEL = "info"), env(LEVEL = "debug"))]
struct Variables;

#[service(cluster = Shop, image = "nginx:1.29", secret(TOKEN = "ssm:/a", TOKEN = "ssm:/b"))]
struct Secrets;

#[service(cluster = Shop, image = "nginx:1.29", env(LEVEL = "info", level = "debug"))]
struct Case;

#[service(cluster = Shop, image = "nginx:1.29", env(LEVEL = "info"), stage(dev, env(LEVEL = "debug")))]
struct OtherStage;

fn main() {}
