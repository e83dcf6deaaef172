use infra_macros::cluster;

const LEAST: u32 = 33;

#[cluster(capacity = managed(memory = 0..=4))]
struct Nothing;

#[cluster(capacity = managed(memory = 32..=4))]
struct Reversed;

#[cluster(capacity = managed(memory = LEAST..=32))]
struct ByConstant;

#[cluster(capacity = managed(memory = 1..=2_097_152))]
struct TooMuch;

#[cluster(capacity = managed(memory = 1..=1))]
struct One;

#[cluster(capacity = managed(memory = 1..=2_097_151))]
struct Most;

fn main() {}
