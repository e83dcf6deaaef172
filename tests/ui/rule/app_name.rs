use infra_macros::{app, cluster};

#[cluster(capacity = fargate)]
struct Shop;

fn main() {
    let _app = app!("Shop": Shop);
    let _app = app!("": Shop);
    let _app = app!("shop-": Shop);
    let _app = app!("internal-shop": Shop);
    let _app = app!("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa": Shop);
    let _app = app!("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa": Shop; stages = [dev]);
}
