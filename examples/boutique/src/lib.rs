//! Two services behind a load balancer and a nightly task, on Fargate.

use infra_aws::prelude::*;

/// The port that the API listens on, in its command and in its declaration.
const API_PORT: u16 = 5678;

/// Everything of the boutique: mostly on spot capacity, one task always on demand.
#[cluster(
    capacity = [fargate(base = 1, weight = 1), fargate_spot(weight = 3)],
    tags(team = "boutique"),
    stage(dev, capacity = fargate_spot, waive("capacity-spot", reason = "dev may stand still for a while"))
)]
pub struct Boutique;

/// The pages.
#[service(
    cluster = Boutique,
    image = "public.ecr.aws/nginx/nginx:1.29",
    cpu = 256,
    memory = 512,
    port = 80,
    route("/*"),
    scale(2..=10, cpu = 60),
    stage(dev, count = 1)
)]
pub struct Web;

/// The API under `/api`.
#[service(
    cluster = Boutique,
    image = "hashicorp/http-echo:1.0",
    cpu = "0.5 vCPU",
    memory = "1 GB",
    port = API_PORT,
    command = ["-listen", ":5678", "-text", "hello from the boutique"],
    env(RUST_LOG = "info"),
    secret(DATABASE_URL = "ssm:/{app}/{stage}/database-url"),
    route("/api/*"),
    health("/api/health", every = "10s", timeout = "5s", grace = "30s"),
    count = 2,
    drain = "20s",
    stage(dev, count = 1)
)]
pub struct Api;

/// Copies the day's orders to the archive, every night at three in Berlin.
#[task(
    cluster = Boutique,
    image = "public.ecr.aws/aws-cli/aws-cli:2.31.0",
    cpu = 256,
    memory = 512,
    command = ["s3", "sync", "s3://boutique-orders/today", "s3://boutique-archive/orders"],
    allow(["s3:GetObject", "s3:ListBucket"], on = ["arn:aws:s3:::boutique-orders", "arn:aws:s3:::boutique-orders/*"]),
    allow(["s3:PutObject", "s3:ListBucket"], on = ["arn:aws:s3:::boutique-archive", "arn:aws:s3:::boutique-archive/*"]),
    logs(retention = "90d"),
    schedule = "cron(0 3 * * ? *)",
    timezone = "Europe/Berlin"
)]
pub struct Rollup;

/// The boutique, as it is deployed.
pub const APP: App = app!("boutique": Boutique, Web, Api, Rollup; stages = [dev, prod], protect = [prod]);
