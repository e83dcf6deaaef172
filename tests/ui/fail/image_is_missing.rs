use infra_macros::{cluster, service};

#[cluster]
struct Shop;

#[service(cluster = Shop)]
struct Web;

fn main() {}
