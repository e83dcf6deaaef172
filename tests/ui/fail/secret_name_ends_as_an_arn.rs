use infra_macros::{cluster, service};

const SECRET: &str = "secretsmanager:db-123456";

#[cluster]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", secret(A = "secretsmanager:shop-secret#password"))]
struct Web;

#[service(cluster = Shop, image = "nginx:1.29", secret(A = SECRET))]
struct Worker;

fn main() {}
