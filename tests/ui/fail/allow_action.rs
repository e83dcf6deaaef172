use infra_macros::{cluster, service};

#[cluster]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", allow("*", on = "*"), allow(["s3:GetObject", "GetObject"], on = "*"))]
struct Web;

fn main() {}
