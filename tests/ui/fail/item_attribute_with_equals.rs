use infra_macros::{app, cluster};

#[cluster = "fargate"]
pub struct Shop;

fn main() {
    let _app = app!("shop": Shop);
}
