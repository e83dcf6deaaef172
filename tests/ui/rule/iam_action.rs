use infra_macros::{cluster, service};

const ACTION: &str = "GetObject";

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", allow("*", on = "*"))]
struct All;

#[service(cluster = Shop, image = "nginx:1.29", allow(ACTION, on = "*"))]
struct Constant;

#[service(cluster = Shop, image = "nginx:1.29", allow("S3:GetObject", on = "*"))]
struct Service;

#[service(cluster = Shop, image = "nginx:1.29", allow("s3:", on = "*"))]
struct Actionless;

#[service(cluster = Shop, image = "nginx:1.29", allow(":GetObject", on = "*"))]
struct Serviceless;

#[service(cluster = Shop, image = "nginx:1.29", allow("s3:*", "sqs:Send?essage*", "execute-api:Invoke", on = "*"))]
struct Legal;

fn main() {}
