use infra_macros::{cluster, service};

#[cluster]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", env("1A" = "x", ECS_CONTAINER_METADATA_URI = "y", "A-B" = "z"))]
struct Web;

fn main() {}
