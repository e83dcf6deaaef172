use infra_macros::{app, cluster};

#[cluster]
struct Shop;


fn main() {
    let _app = app!("shop": "Shop");
}
