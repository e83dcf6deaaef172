use infra_macros::{cluster, service};

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", env("LOG-LEVEL" = "info"))]
struct Hyphen;

#[service(cluster = Shop, image = "nginx:1.29", env("1ST" = "info"))]
struct Digit;

#[service(cluster = Shop, image = "nginx:1.29", env("" = "info"))]
struct Empty;

#[service(cluster = Shop, image = "nginx:1.29", env(AWS_EXECUTION_ENV = "local"))]
struct OfEcs;

#[service(cluster = Shop, image = "nginx:1.29", secret("API KEY" = "ssm:/key"))]
struct Secret;

#[service(cluster = Shop, image = "nginx:1.29", env(_Log1 = "info", AWS_REGION = "eu-central-1"))]
struct Legal;

fn main() {}
