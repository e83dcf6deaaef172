use infra_macros::{app, cluster};

#[cluster]
struct Shop;

struct Web;

fn main() {
    let _app = app!("shop": Shop, Web);
}
