use infra_macros::cluster;

const SLOW: u32 = 124;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, ami = bottlerocket, disk("200 GB", throughput = SLOW)))]
struct TooSlow;

#[cluster(
    capacity = ec2("c5n.xlarge", 1..=10, ami = bottlerocket, disk("200 GB", iops = 80_000, throughput = 2_001)),
)]
struct TooFast;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, ami = bottlerocket, disk("200 GB", gp2, throughput = 125)))]
struct Gp2;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, ami = bottlerocket, disk("200 GB", throughput = 125)))]
struct Slowest;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, ami = bottlerocket, disk("200 GB", iops = 8_000, throughput = 2_000)))]
struct Fastest;

fn main() {}
