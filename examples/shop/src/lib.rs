//! What the shop runs on. What runs is the crate `shop-server` in the folder `server`: a change of a line here builds none of
//! it again, and it does not wait for the AWS SDK.

use infra_aws::prelude::*;

/// The file systems with the orders. They are made once and by hand, as the API and its migration share one: `efs(new)` makes
/// one for each.
const FILES: &str = "fs-0123456789abcdef0";
const FILES_OF_DEV: &str = "fs-0fedcba9876543210";

/// Everything of the shop.
#[cluster(
    network = default,
    tags(team = "shop"),
    stage(dev, capacity = fargate_spot, waive("capacity-spot", reason = "dev may stand still for a while"))
)]
pub struct Shop;

/// The pages.
#[service(
    cluster = Shop,
    image = cargo("web"),
    cpu = 256,
    memory = 512,
    port(8080, name = "http", protocol = http),
    route("/*"),
    health("/healthz", every = "10s", timeout = "5s", grace = "30s"),
    connect = [Api],
    scale(2..=4, cpu = 60)
)]
pub struct Web;

/// The API: customers reach what is under `/api`, other services all of it. It alone writes the orders.
#[service(
    cluster = Shop,
    image = cargo("api"),
    cpu = 512,
    memory = 1024,
    port(8080, name = "http", protocol = http),
    route("/api/*"),
    health("/healthz", every = "10s", timeout = "5s", grace = "30s"),
    env(DATA = "/data"),
    volume("data", efs(FILES), at = "/data"),
    before = [Migrate],
    count = 2,
    drain = "20s",
    stage(
        dev,
        volume("data", efs(FILES_OF_DEV), at = "/data"),
        env(RECEIPT_KEY = "no secret, as nobody but you buys here")
    ),
    stage(prod, secret(RECEIPT_KEY = "ssm:/{app}/{stage}/receipt-key"))
)]
pub struct Api;

/// Works out what orders cost.
#[service(cluster = Shop, image = cargo("worker"), cpu = 256, memory = 512, connect = [Api], stop = "10s")]
pub struct Worker;

/// Brings the stored orders to the form that this release reads.
#[task(
    cluster = Shop,
    image = cargo("migrate"),
    cpu = 256,
    memory = 512,
    env(DATA = "/data"),
    volume("data", efs(FILES), at = "/data"),
    stage(dev, volume("data", efs(FILES_OF_DEV), at = "/data"))
)]
pub struct Migrate;

/// Sums up the day that has ended, every night at three in Berlin.
#[task(
    cluster = Shop,
    image = cargo("rollup"),
    cpu = 256,
    memory = 512,
    connect = [Api],
    schedule = "cron(0 3 * * ? *)",
    timezone = "Europe/Berlin",
    retries = 3,
    logs(retention = "90d")
)]
pub struct Rollup;

/// The shop.
pub const APP: App = app!("shop": Shop, Web, Api, Worker, Migrate, Rollup; stages = [dev, prod], protect = [prod]);
