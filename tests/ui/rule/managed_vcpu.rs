use infra_macros::cluster;

const FEWEST: u32 = 9;

#[cluster(capacity = managed(vcpu = 0..=4))]
struct Nothing;

#[cluster(capacity = managed(vcpu = 8..=4))]
struct Reversed;

#[cluster(capacity = managed(vcpu = FEWEST..=8))]
struct ByConstant;

#[cluster(capacity = managed(vcpu = 1..=2_147_483_648))]
struct TooMany;

#[cluster(capacity = managed(vcpu = 1..=1))]
struct One;

#[cluster(capacity = managed(vcpu = 1..=2_147_483_647))]
struct Most;

fn main() {}
