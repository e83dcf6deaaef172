use infra_macros::cluster;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, data("100 GB", at = "data")))]
struct Relative;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, data("100 GB", at = "/my data")))]
struct Space;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, data("100 GB", at = "/var/lib/docker")))]
struct Hides;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, data("100 GB", at = "/data"), data("50 GB", at = "/data")))]
struct Twice;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, ami = bottlerocket, data("100 GB", at = "/data")))]
struct NoScript;

#[cluster(
    capacity = ec2("c5n.xlarge", 1..=10, data("1 GB", at = "/1"), data("1 GB", at = "/2"), data("1 GB", at = "/3"), data("1 GB", at = "/4"), data("1 GB", at = "/5"), data("1 GB", at = "/6"), data("1 GB", at = "/7"), data("1 GB", at = "/8"), data("1 GB", at = "/9"), data("1 GB", at = "/10"), data("1 GB", at = "/11"), data("1 GB", at = "/12")),
)]
struct TooMany;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, data("100 GB", gp3, iops = 4000, at = "/data"), data("1 GB", at = "/mnt/x")))]
struct Legal;

fn main() {}
