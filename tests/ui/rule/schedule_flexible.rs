use infra_macros::{cluster, task};

const LONG: u32 = 86_460;

#[cluster(capacity = fargate)]
struct Shop;

#[task(cluster = Shop, image = "nginx:1.29", schedule = "cron(0 3 * * ? *)", flexible = "0s")]
struct None;

#[task(cluster = Shop, image = "nginx:1.29", schedule = "cron(0 3 * * ? *)", flexible = "90s")]
struct Seconds;

#[task(cluster = Shop, image = "nginx:1.29", schedule = "cron(0 3 * * ? *)", flexible = LONG)]
struct TooLong;

#[task(cluster = Shop, image = "nginx:1.29", schedule = "cron(0 3 * * ? *)", flexible = "1m")]
struct Shortest;

#[task(cluster = Shop, image = "nginx:1.29", schedule = "cron(0 3 * * ? *)", flexible = "24h")]
struct Longest;

fn main() {}
