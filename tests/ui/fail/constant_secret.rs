use infra_macros::{cluster, service};

const SECRET: &str = "s3:/a";

#[cluster]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", secret(A = SECRET))]
struct Web;

fn main() {}
