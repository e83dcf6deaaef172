use infra_macros::{cluster, task};

#[cluster(
    capacity = [ec2("c5n.xlarge", 0..=1, name = "group-1"), ec2("c5n.xlarge", 0..=1, name = "group-2"), ec2("c5n.xlarge", 0..=1, name = "group-3"), ec2("c5n.xlarge", 0..=1, name = "group-4"), ec2("c5n.xlarge", 0..=1, name = "group-5"), ec2("c5n.xlarge", 0..=1, name = "group-6"), ec2("c5n.xlarge", 0..=1, name = "group-7")],
)]
struct Large;

#[cluster(
    capacity = [ec2("c5n.xlarge", 0..=1, name = "group-1"), ec2("c5n.xlarge", 0..=1, name = "group-2"), ec2("c5n.xlarge", 0..=1, name = "group-3"), ec2("c5n.xlarge", 0..=1, name = "group-4"), ec2("c5n.xlarge", 0..=1, name = "group-5"), ec2("c5n.xlarge", 0..=1, name = "group-6")],
)]
struct Shop;

#[task(image = "nginx:1.29", cluster = Large, schedule = "rate(1 day)")]
struct OfTheCluster;

#[task(
    image = "nginx:1.29",
    cluster = Large, schedule = "rate(1 day)", capacity = ["group-1", "group-2", "group-3", "group-4", "group-5", "group-6", "group-7"],
)]
struct Own;

#[task(
    image = "nginx:1.29",
    cluster = Large, schedule = "rate(1 day)", capacity = ["group-1", "group-2", "group-3", "group-4", "group-5", "group-6"],
)]
struct OwnFewer;

#[task(image = "nginx:1.29", cluster = Large)]
struct Started;

#[task(cluster = Shop, image = "nginx:1.29", schedule = "rate(1 day)")]
struct Six;

fn main() {}
