//! Imported from account 111122223333, eu-central-1.

use infra_aws::prelude::*;

/// Cluster shop-dev-shop.
#[cluster(
    capacity = fargate,
    network = existing(vpc = "vpc-00000000000000000", public = ["subnet-00000000000000001", "subnet-00000000000000002"]),
)]
struct Shop;

/// Service shop-dev-admin of cluster shop-dev-shop.
#[service(
    cluster = Shop,
    image = "admin:1",
    cpu = 256,
    memory = 512,
    port = 8080,
    capacity = [fargate(base = 1), fargate_spot],
    route("/admin/*"),
)]
struct Admin;

/// Service shop-dev-api of cluster shop-dev-shop.
#[service(
    cluster = Shop,
    image = "api:1",
    cpu = 256,
    memory = 512,
    port = 8080,
    secret(KEY = "ssm:/shop/dev/key"),
    capacity = [fargate(base = 1), fargate_spot],
    scale(2..=6, cpu = 60),
    route("/api/*"),
)]
struct Api;

/// Service shop-dev-mail of cluster shop-dev-shop.
#[service(
    cluster = Shop,
    image = "mail:1",
    cpu = 256,
    memory = 512,
    capacity = [fargate(base = 1), fargate_spot],
)]
struct Mail;

/// Service shop-dev-orders of cluster shop-dev-shop.
#[service(
    cluster = Shop,
    image = "orders:1",
    cpu = 256,
    memory = 512,
    capacity = [fargate(base = 1), fargate_spot],
    scale(1..=4, memory = 70),
)]
struct Orders;

/// Service shop-dev-web of cluster shop-dev-shop.
#[service(
    cluster = Shop,
    image = "web:1",
    cpu = 256,
    memory = 512,
    port = 8080,
    capacity = [fargate(base = 1), fargate_spot],
    count = 2,
    route("/*"),
)]
struct Web;

/// Task shop-dev-rollup in cluster shop-dev-shop.
#[task(
    cluster = Shop,
    image = "rollup:1",
    cpu = 256,
    memory = 512,
    schedule = "rate(1 day)",
    capacity = fargate_spot,
)]
struct Rollup;

/// Everything that was imported. Its stages get resources of their own: what stands stays as it is.
pub const APP: App = app!("imported": Shop, Admin, Api, Mail, Orders, Web, Rollup);
