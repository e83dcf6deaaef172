use infra_macros::{cluster, service};

#[cluster(capacity = fargate)]
struct Shop;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    role = "arn:aws:iam::111122223333:role/web",
    allow("s3:GetObject", on = "arn:aws:s3:::bucket/*"),
)]
struct Both;

#[service(cluster = Shop, image = "nginx:1.29", role = "arn:aws:iam::111122223333:role/web")]
struct Given;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    execution_role = "arn:aws:iam::111122223333:role/ecs",
    allow("s3:GetObject", on = "arn:aws:s3:::bucket/*"),
)]
struct Legal;

fn main() {}
