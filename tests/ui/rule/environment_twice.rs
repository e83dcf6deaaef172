use infra_macros::{app, cluster, service, task};

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, port(9090, name = "admin"))]
struct OrderApi;

#[task(cluster = Shop, image = "rollup:1")]
struct Rollup;

#[service(cluster = Shop, image = "nginx:1.29", connect = [OrderApi], env(ORDER_API_URL = "http://10.0.0.7"))]
struct Called;

#[task(cluster = Shop, image = "nginx:1.29", connect = [OrderApi], secret(ORDER_API_ADMIN_URL = "ssm:/admin"))]
struct Port;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    runs = [Rollup],
    stage(dev, env(RUN_ROLLUP = "no"))
)]
struct Run;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    connect = [OrderApi],
    env(ORDER_API_URL = "redis://order-api:8080"),
    waive("environment-twice", reason = "the client takes no http://"),
)]
struct Waived;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    connect = [OrderApi],
    stage(
        dev,
        env(ORDER_API_URL = "http://10.0.0.7"),
        waive("environment-twice", reason = "dev calls the one of prod"),
    ),
)]
struct WaivedInAStage;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    connect = [OrderApi],
    runs = [Rollup],
    env(ORDER_API = "1", ORDER_API_8080_URL = "2", ROLLUP_URL = "3", RUN_ORDER_API = "4"),
    container("proxy", image = "envoy:1", env(ORDER_API_URL = "http://localhost")),
)]
struct Legal;

fn main() {
    let _app = app!("shop": Shop, OrderApi, Rollup, Called, Port, Run, Waived, WaivedInAStage, Legal);
}
