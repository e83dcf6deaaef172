use infra_macros::cluster;

const TYPE: &str = "c5n.xlrge";
const MOST: u32 = 0;

#[cluster(capacity = ec2(TYPE, 1..=MOST))]
struct Shop;

fn main() {}
