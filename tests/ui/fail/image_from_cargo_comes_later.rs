use infra_macros::{cluster, service};

#[cluster]
struct Shop;

#[service(cluster = Shop, image = cargo("web"))]
struct Web;

fn main() {}
