use infra_macros::{app, cluster, task};

#[cluster(capacity = fargate)]
struct Shop;

#[task(cluster = Shop, image = "nginx:1.29", name = "oooooooooooooooooooooooooooooooooooooooooooooooooo")]
struct OrderSync;

#[task(cluster = Shop, image = "nginx:1.29", name = "ooooooooooooooooooooooooooooooooooooooooooooooooo")]
struct Short;

fn main() {
    let _app = app!("sssssssssssssssssssssssssssssssssssssssssssssssssssssssss": Shop, OrderSync);
    let _app = app!("sssssssssssssssssssssssssssssssssssssssssssssssssssssssss": Shop, Short);
    let _app = app!("sssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssss": Shop, Short; stages = [production, "pr-123456789012"]);
    let _app = app!("sssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssss": Shop, Short; stages = [production, "pr-12345678901"]);
}
