use infra_macros::{cluster, service, task};

#[cluster]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", environment(A = "b"))]
struct Web1;

#[service(cluster = Shop, image = "nginx:1.29", replicas = 2)]
struct Web2;

#[service(cluster = Shop, image = "nginx:1.29", desired_count = 2)]
struct Web3;

#[service(cluster = Shop, image = "nginx:1.29", health_check("/"))]
struct Web4;

#[service(cluster = Shop, image = "nginx:1.29", policy("s3:GetObject", on = "*"))]
struct Web5;

#[service(cluster = Shop, image = "nginx:1.29", ram = 512)]
struct Web6;

#[service(cluster = Shop, image = "nginx:1.29", vcpu = 1)]
struct Web7;

#[service(cluster = Shop, image = "nginx:1.29", ports = 80, paths("/*"))]
struct Web8;

#[service(cluster = Shop, image = "nginx:1.29", secrets(A = "ssm:/a"))]
struct Web9;

#[service(cluster = Shop, image = "nginx:1.29", log(days = 3))]
struct Web10;

#[service(cluster = Shop, image = "nginx:1.29", port = 80, route("/*"), health("/", interval = "10s", grace_period = "30s"))]
struct Web11;

#[service(cluster = Shop, image = "nginx:1.29", cron = "rate(1 day)")]
struct Web12;

#[task(cluster = Shop, image = "nginx:1.29", cron = "rate(1 day)")]
struct Nightly;

fn main() {}
