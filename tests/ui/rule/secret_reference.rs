use infra_macros::{cluster, service};

const SECRET: &str = "/shop/key";

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", secret(KEY = SECRET))]
struct Kindless;

#[service(cluster = Shop, image = "nginx:1.29", secret(KEY = "ssm:"))]
struct Empty;

#[service(cluster = Shop, image = "nginx:1.29", secret(KEY = "ssm:shop/key"))]
struct Relative;

#[service(cluster = Shop, image = "nginx:1.29", secret(KEY = "ssm:/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a"))]
struct Deep;

#[service(cluster = Shop, image = "nginx:1.29", secret(KEY = "ssm:/ssm/key"))]
struct Reserved;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    secret(KEY = "secretsmanager:arn:aws:secretsmanager:eu-central-1:111122223333:secret:key"),
)]
struct Arn;

#[service(cluster = Shop, image = "nginx:1.29", secret(KEY = "secretsmanager:shop-abcdef"))]
struct Ending;

#[service(cluster = Shop, image = "nginx:1.29", secret(KEY = "secretsmanager:shop#"))]
struct JsonKey;

#[service(cluster = Shop, image = "nginx:1.29", secret(KEY = "ssm:/{region}/key"))]
struct Placeholder;

#[service(cluster = Shop, image = "nginx:1.29", secret(KEY = "ssm:/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a"))]
struct Deepest;

#[service(cluster = Shop, image = "nginx:1.29", secret(KEY = "secretsmanager:{app}/{stage}/key#json_key"))]
struct Legal;

fn main() {}
