use infra_macros::cluster;

const PUBLIC: &str = "8.8.0.0/16";

#[cluster(network = new(cidr = "10.0.0.0/15"))]
struct TooLarge;

#[cluster(network = new(cidr = "10.0.0.0/25"))]
struct TooSmall;

#[cluster(network = new(cidr = "10.0.1.0/16"))]
struct Inside;

#[cluster(network = new(cidr = PUBLIC))]
struct ByConstant;

#[cluster(network = new(cidr = "10.0.0.0"))]
struct NoBlock;

#[cluster(network = new(cidr = "10.0.0.0/16"))]
struct Largest;

#[cluster(network = new(cidr = "192.168.255.0/24"))]
struct Smallest;

#[cluster(network = new(cidr = "100.64.0.0/16"))]
struct Shared;

fn main() {}
