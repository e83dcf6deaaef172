use infra_macros::{app, cluster};

const NAME: &str = "internal-tools";

#[cluster]
struct Shop;

fn main() {
    let _app = app!("internal": Shop);
    let _app = app!(NAME: Shop);
}
