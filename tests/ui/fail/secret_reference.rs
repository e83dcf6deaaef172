use infra_macros::{cluster, service};

#[cluster]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", secret(A = "s3:/a", B = "ssm:a b", C = "ssm:/{region}/a"))]
struct Web;

fn main() {}
