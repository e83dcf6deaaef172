#![deny(deprecated)]

use infra_macros::cluster;

#[cluster(capacity = ec2("cc2.8xlarge", 1..=10))]
struct Withdrawn;

#[cluster(capacity = ec2(types = ["c5.large", "cc2.8xlarge"], 1..=10))]
struct Listed;

#[cluster(capacity = ec2("cc2.8xlarge", 1..=10), waive("instance-withdrawn", reason = "one is still there"))]
struct Waived;

#[cluster(capacity = ec2("c4.large", 1..=10))]
struct Previous;

fn main() {}
