use infra_macros::{cluster, service};

#[cluster]
enum Shop {}

#[service(cluster = Shop, image = "nginx:1.29")]
fn web() {}

fn main() {}
