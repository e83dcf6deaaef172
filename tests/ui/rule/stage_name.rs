use infra_macros::{app, cluster, service};

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", stage("Prod", count = 2))]
struct Capital;

#[service(cluster = Shop, image = "nginx:1.29", stage(pre_prod, count = 2))]
struct Underscore;

#[service(
    cluster = Shop, image = "nginx:1.29",
    stage("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", count = 2),
)]
struct TooLong;

#[service(
    cluster = Shop, image = "nginx:1.29",
    stage("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", count = 2),
)]
struct Longest;

#[service(cluster = Shop, image = "nginx:1.29", stage("pr-12", count = 2))]
struct Hyphen;

fn main() {
    let _app = app!("shop": Shop; stages = [Dev, "pr-"]);
    let _app = app!("shop": Shop; stages = [dev, "pr-12"]);
}
