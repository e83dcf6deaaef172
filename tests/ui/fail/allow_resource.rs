use infra_macros::{cluster, service};

#[cluster]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", allow("s3:GetObject", on = ["arn:aws:s3:::{user}/*", "bucket"]))]
struct Web;

fn main() {}
