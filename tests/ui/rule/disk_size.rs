use infra_macros::cluster;

const SMALL: u32 = 3;
const LARGE: u32 = 65_537;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, ami = bottlerocket, disk("0 GB")))]
struct Nothing;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, ami = bottlerocket, disk(LARGE)))]
struct TooLarge;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, ami = bottlerocket, disk(SMALL, io1, iops = 100)))]
struct Io1TooSmall;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, ami = bottlerocket, disk("16385 GB", gp2)))]
struct Gp2TooLarge;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, ami = bottlerocket, disk("1 GB")))]
struct Gp3Smallest;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, ami = bottlerocket, disk("65536 GB")))]
struct Gp3Largest;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, ami = bottlerocket, disk("4 GB", io1, iops = 100)))]
struct Io1Smallest;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, ami = bottlerocket, disk("16 TB", gp2)))]
struct Gp2Largest;

fn main() {}
