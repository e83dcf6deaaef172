use infra_macros::{cluster, service};

const LINES: &str = "cargo build\ncargo run";

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", dev(""))]
struct Empty;

#[service(cluster = Shop, image = "nginx:1.29", dev("  "))]
struct Blank;

#[service(cluster = Shop, image = "nginx:1.29", dev(LINES))]
struct ByConstant;

#[service(cluster = Shop, image = "nginx:1.29", dev("cargo watch -x 'run --bin web'"))]
struct Plain;

fn main() {}
