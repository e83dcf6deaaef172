use infra_macros::{cluster, service, task};

#[cluster(container_insights = on, labels(team = "shop"), azs = 3)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", depends_on = [Migrate], launch_type = fargate, log_retention = 30)]
struct Web1;

#[service(cluster = Shop, image = "nginx:1.29", healthcheck("/"))]
struct Web2;

#[service(cluster = Shop, image = "nginx:1.29", container("proxy", image = "envoy:1", depends_on(other = start)))]
struct Web3;

#[task(cluster = Shop, image = "rollup:1", trigger = s3("orders"), max_retries = 3, dlq, next = Rollup)]
struct Rollup;

fn main() {}
