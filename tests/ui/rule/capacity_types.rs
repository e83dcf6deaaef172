use infra_macros::cluster;

#[cluster(
    capacity = ec2(1..=10, types = ["c5n.xlarge", "c6in.xlarge", "c5n.2xlarge", "c6in.2xlarge", "m5.large", "m5.xlarge", "m6i.large", "r5.large", "c5n.xlarge", "c6in.xlarge", "c5n.2xlarge", "c6in.2xlarge", "m5.large", "m5.xlarge", "m6i.large", "r5.large", "c5n.xlarge", "c6in.xlarge", "c5n.2xlarge", "c6in.2xlarge", "m5.large", "m5.xlarge", "m6i.large", "r5.large", "c5n.xlarge", "c6in.xlarge", "c5n.2xlarge", "c6in.2xlarge", "m5.large", "m5.xlarge", "m6i.large", "r5.large", "c5n.xlarge", "c6in.xlarge", "c5n.2xlarge", "c6in.2xlarge", "m5.large", "m5.xlarge", "m6i.large", "r5.large", "c5n.xlarge"]),
)]
struct TooMany;

#[cluster(
    capacity = ec2(1..=10, types = ["c5n.xlarge", "c6in.xlarge", "c5n.2xlarge", "c6in.2xlarge", "m5.large", "m5.xlarge", "m6i.large", "r5.large", "c5n.xlarge", "c6in.xlarge", "c5n.2xlarge", "c6in.2xlarge", "m5.large", "m5.xlarge", "m6i.large", "r5.large", "c5n.xlarge", "c6in.xlarge", "c5n.2xlarge", "c6in.2xlarge", "m5.large", "m5.xlarge", "m6i.large", "r5.large", "c5n.xlarge", "c6in.xlarge", "c5n.2xlarge", "c6in.2xlarge", "m5.large", "m5.xlarge", "m6i.large", "r5.large", "c5n.xlarge", "c6in.xlarge", "c5n.2xlarge", "c6in.2xlarge", "m5.large", "m5.xlarge", "m6i.large", "r5.large"]),
)]
struct Most;

fn main() {}
