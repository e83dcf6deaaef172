use infra_macros::cluster;

const FAST: u32 = 751;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, ami = bottlerocket, disk("8 GB", iops = 4_001)))]
struct TooManyIops;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, ami = bottlerocket, disk("50 GB", throughput = FAST)))]
struct TooFast;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, ami = bottlerocket, disk("10 GB", io1, iops = 501)))]
struct Io1;

#[cluster(
    capacity = ec2("c5n.xlarge", 1..=10, ami = bottlerocket, disk("8 GB", iops = 4_001)), waive("disk-ratio", reason = "AWS allows more by now"),
)]
struct Waived;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, ami = bottlerocket, disk("8 GB", iops = 4_000)))]
struct MostIops;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, ami = bottlerocket, disk("50 GB", throughput = 750)))]
struct Fastest;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, ami = bottlerocket, disk("10 GB", io1, iops = 500)))]
struct SmallIo1;

fn main() {}
