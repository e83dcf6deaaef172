use infra_macros::{app, cluster, service};

const SAME: u16 = 5432;

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", port = 5432, stream(5432), stream(5432))]
struct Twice;

#[service(cluster = Shop, image = "nginx:1.29", port = 5432, port = 9000, stream(5432), stream(SAME, to = 9000))]
struct ByConstant;

#[service(cluster = Shop, image = "nginx:1.29", port = 5432, stream(5432), stream(5433))]
struct Two;

fn main() {
    let _app = app!("shop": Shop, Twice);
}
