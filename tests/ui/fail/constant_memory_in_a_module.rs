use infra_macros::{cluster, service};

mod sizes {
    pub const MEMORY: u32 = 5;
}

#[cluster]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", memory = sizes::MEMORY)]
struct Web;

fn main() {}
