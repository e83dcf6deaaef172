use infra_macros::{cluster, service};

#[cluster]
struct Shop;

#[service(cluster = Shop, image = cargo("no such"), workdir = "srv", user = "root")]
struct Web;

fn main() {}
