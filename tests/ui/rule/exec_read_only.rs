use infra_macros::{cluster, service};

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", exec = on, read_only)]
struct Web;

#[service(cluster = Shop, image = "nginx:1.29", read_only)]
struct Site;

#[service(cluster = Shop, image = "nginx:1.29", read_only, stage(dev, exec = on))]
struct Late;

fn main() {}
