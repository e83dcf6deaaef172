use infra_macros::cluster;

const SEVEN: u8 = 7;

#[cluster(network = new(zones = 1))]
struct TooFew;

#[cluster(network = new(zones = 7))]
struct TooMany;

#[cluster(network = new(zones = SEVEN))]
struct ByConstant;

#[cluster(network = new(zones = 2))]
struct Fewest;

#[cluster(network = new(zones = 6))]
struct Most;

fn main() {}
