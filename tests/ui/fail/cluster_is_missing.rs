use infra_macros::task;

#[task(image = "rollup:1")]
struct Rollup;

fn main() {}
