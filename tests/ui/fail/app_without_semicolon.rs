use infra_macros::{app, cluster};

#[cluster]
struct Shop;

fn main() {
    let _app = app!("shop": Shop, stages = [dev]);
    let _app = app!("shop": Shop stages = [dev]);
    let _app = app!("shop": Shop, account(prod = "111122223333"));
    let _app = app!("shop": Shop; stages = [dev, pre-prod]);
    let _app = app!("shop": Shop; stages(dev, prod));
}
