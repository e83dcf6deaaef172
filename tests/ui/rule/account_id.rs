use infra_macros::{app, cluster};

#[cluster(capacity = fargate)]
struct Shop;

fn main() {
    let _app = app!("shop": Shop; stages = [dev, prod], account(prod = "1111-2222-3333"));
    let _app = app!("shop": Shop; stages = [dev, prod], account(dev = "11112222333", prod = "111122223333"));
    let _app = app!("shop": Shop; stages = [dev], account(dev = "000000000000"));
}
