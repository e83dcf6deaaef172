use infra_macros::cluster;

const LONG: u32 = 4_001;

#[cluster(load_balancer(idle = "0s"))]
struct TooShort;

#[cluster(load_balancer(idle = "4001s"))]
struct TooLong;

#[cluster(load_balancer(idle = LONG))]
struct ByConstant;

#[cluster(load_balancer(idle = "1s"))]
struct Shortest;

#[cluster(load_balancer(idle = "4000s"))]
struct Longest;

fn main() {}
