use infra_macros::cluster;

const BLOCK: &str = "10.0.0.0/8";
const ZONES: u8 = 1;

#[cluster(network = new(cidr = BLOCK, zones = ZONES))]
struct Shop;

fn main() {}
