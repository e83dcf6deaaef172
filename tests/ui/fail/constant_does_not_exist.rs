use infra_macros::{cluster, service};



#[cluster]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", port = PORT, cpu = CPU, stage(prod, count = 3), stage(dev, count = 4))]
struct Web;

fn main() {}
