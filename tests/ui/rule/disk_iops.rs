use infra_macros::cluster;

const FEW: u32 = 2_999;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, ami = bottlerocket, disk("200 GB", iops = FEW)))]
struct TooFew;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, ami = bottlerocket, disk("200 GB", iops = 80_001)))]
struct TooMany;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, ami = bottlerocket, disk("200 GB", io2)))]
struct Missing;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, ami = bottlerocket, disk("200 GB", io1, iops = 99)))]
struct Io1TooFew;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, ami = bottlerocket, disk("200 GB", gp2, iops = 3_000)))]
struct Gp2;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, ami = bottlerocket, disk("200 GB", iops = 3_000)))]
struct Fewest;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, ami = bottlerocket, disk("200 GB", iops = 80_000)))]
struct Most;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, ami = bottlerocket, disk("200 GB", io1, iops = 100)))]
struct Io1Fewest;

fn main() {}
