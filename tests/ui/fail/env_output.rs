use infra_macros::{cluster, service};

#[cluster]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", env(A = output("Not A Name"), B = outptu("Name"), C = output))]
struct Web;

fn main() {}
