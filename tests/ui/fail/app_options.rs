use infra_macros::{app, cluster};

#[cluster]
struct Shop;


fn main() {
    let _app = app!("shop": Shop; stages = [dev, prod, dev], protect = [produ], account(staging = "1111"), protected = [dev]);
}
