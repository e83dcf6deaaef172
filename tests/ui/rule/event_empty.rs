use infra_macros::{cluster, task};

#[cluster(capacity = fargate)]
struct Shop;

#[task(cluster = Shop, image = "nginx:1.29", on = event)]
struct Anything;

#[task(cluster = Shop, image = "nginx:1.29", on = event(source = "shop.orders"))]
struct Source;

#[task(cluster = Shop, image = "nginx:1.29", on = event(detail_type = "OrderPlaced"))]
struct Type;

#[task(cluster = Shop, image = "nginx:1.29", on = event(pattern = r#"{"state": ["STOPPED"]}"#))]
struct Pattern;

fn main() {}
