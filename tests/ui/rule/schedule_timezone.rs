use infra_macros::{cluster, service, task};

const TYPO: &str = "Europe/Berln";

#[cluster(capacity = fargate)]
struct Shop;

#[task(cluster = Shop, image = "nginx:1.29", schedule = "rate(1 day)", timezone = "CEST")]
struct Abbreviation;

#[task(cluster = Shop, image = "nginx:1.29", schedule = "rate(1 day)", timezone = TYPO)]
struct ByConstant;

#[task(cluster = Shop, image = "nginx:1.29", schedule = "rate(1 day)", timezone = "europe/berlin")]
struct LowerCase;

#[service(
    cluster = Shop, image = "nginx:1.29",
    scale(2..=10, cpu = 60, at("cron(0 7 * * ? *)", 4..=20, zone = "Berlin")),
)]
struct Scaled;

#[task(cluster = Shop, image = "nginx:1.29", schedule = "rate(1 day)", timezone = "Europe/Berlin")]
struct Berlin;

#[task(cluster = Shop, image = "nginx:1.29", schedule = "rate(1 day)", timezone = "UTC")]
struct Utc;

fn main() {}
