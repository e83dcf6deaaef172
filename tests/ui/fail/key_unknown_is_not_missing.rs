use infra_macros::{cluster, service};

#[cluster]
struct Shop;

#[service(clutser = Shop, image = "nginx:1.29")]
struct Web1;

#[service(cluster = Shop, imgae = "nginx:1.29")]
struct Web2;

#[service(cluster = Shop, image = "nginx:1.29", prot = 80, route("/*"))]
struct Web3;

#[service(cluster = Shop, image = "nginx:1.29", allow("s3:GetObject", to = "*"))]
struct Web4;

#[service(cluster = Shop, image = "nginx:1.29", scale(1..=2, cpus = 60))]
struct Web5;

#[service(Shop, image = "nginx:1.29")]
struct Web6;

fn main() {}
