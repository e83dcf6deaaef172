use infra_macros::{cluster, service};

const BUCKET: &str = "bucket/*";

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", allow("s3:GetObject", on = BUCKET))]
struct Name;

#[service(cluster = Shop, image = "nginx:1.29", allow("s3:GetObject", on = "arn:aws:s3:bucket"))]
struct Short;

#[service(cluster = Shop, image = "nginx:1.29", allow("s3:GetObject", on = "arn:aws:s3:::"))]
struct Nothing;

#[service(cluster = Shop, image = "nginx:1.29", allow("s3:GetObject", on = "arn:aws:s3:::{bucket}"))]
struct Placeholder;

#[service(cluster = Shop, image = "nginx:1.29", allow("s3:GetObject", on = "arn:aws:s3 :::bucket"))]
struct Space;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    allow("s3:GetObject", on = ["*", "arn:aws:s3:::a", "arn:aws:sqs:{region}:{account}:{app}-{stage}"]),
)]
struct Legal;

fn main() {}
