use infra_macros::cluster;

const SMALL: u32 = 29;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, disk("29 GB")))]
struct TooSmall;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, disk(SMALL)))]
struct ByConstant;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, disk("125 GB", st1)))]
struct HardDisk;

#[cluster(
    capacity = ec2("c5n.xlarge", 1..=10, disk("29 GB")), waive("disk-root", reason = "the image has become smaller"),
)]
struct Waived;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, disk("30 GB")))]
struct Smallest;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, ami = bottlerocket, disk("29 GB")))]
struct Bottlerocket;

fn main() {}
