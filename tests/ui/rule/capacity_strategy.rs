use infra_macros::{cluster, service};

#[cluster(capacity = fargate)]
struct Shop;

#[cluster(capacity = [])]
struct Empty;

#[cluster(capacity = [fargate, ec2("c5n.xlarge", 1..=10)])]
struct Mixed;

#[cluster(capacity = [fargate, fargate(weight = 2)])]
struct Twice;

#[cluster(capacity = [fargate(base = 1), fargate_spot(base = 1)])]
struct TwoBases;

#[cluster(capacity = [fargate(base = 1, weight = 0), fargate_spot(weight = 0)])]
struct NoWeight;

#[cluster(
    capacity = [ec2("c5n.xlarge", 0..=1, name = "group-1"), ec2("c5n.xlarge", 0..=1, name = "group-2"), ec2("c5n.xlarge", 0..=1, name = "group-3"), ec2("c5n.xlarge", 0..=1, name = "group-4"), ec2("c5n.xlarge", 0..=1, name = "group-5"), ec2("c5n.xlarge", 0..=1, name = "group-6"), ec2("c5n.xlarge", 0..=1, name = "group-7"), ec2("c5n.xlarge", 0..=1, name = "group-8"), ec2("c5n.xlarge", 0..=1, name = "group-9"), ec2("c5n.xlarge", 0..=1, name = "group-10"), ec2("c5n.xlarge", 0..=1, name = "group-11"), ec2("c5n.xlarge", 0..=1, name = "group-12"), ec2("c5n.xlarge", 0..=1, name = "group-13"), ec2("c5n.xlarge", 0..=1, name = "group-14"), ec2("c5n.xlarge", 0..=1, name = "group-15"), ec2("c5n.xlarge", 0..=1, name = "group-16"), ec2("c5n.xlarge", 0..=1, name = "group-17"), ec2("c5n.xlarge", 0..=1, name = "group-18"), ec2("c5n.xlarge", 0..=1, name = "group-19"), ec2("c5n.xlarge", 0..=1, name = "group-20"), ec2("c5n.xlarge", 0..=1, name = "group-21")],
)]
struct TooMany;

#[cluster(
    capacity = [ec2("c5n.xlarge", 0..=1, name = "group-1"), ec2("c5n.xlarge", 0..=1, name = "group-2"), ec2("c5n.xlarge", 0..=1, name = "group-3"), ec2("c5n.xlarge", 0..=1, name = "group-4"), ec2("c5n.xlarge", 0..=1, name = "group-5"), ec2("c5n.xlarge", 0..=1, name = "group-6"), ec2("c5n.xlarge", 0..=1, name = "group-7"), ec2("c5n.xlarge", 0..=1, name = "group-8"), ec2("c5n.xlarge", 0..=1, name = "group-9"), ec2("c5n.xlarge", 0..=1, name = "group-10"), ec2("c5n.xlarge", 0..=1, name = "group-11"), ec2("c5n.xlarge", 0..=1, name = "group-12"), ec2("c5n.xlarge", 0..=1, name = "group-13"), ec2("c5n.xlarge", 0..=1, name = "group-14"), ec2("c5n.xlarge", 0..=1, name = "group-15"), ec2("c5n.xlarge", 0..=1, name = "group-16"), ec2("c5n.xlarge", 0..=1, name = "group-17"), ec2("c5n.xlarge", 0..=1, name = "group-18"), ec2("c5n.xlarge", 0..=1, name = "group-19"), ec2("c5n.xlarge", 0..=1, name = "group-20")],
)]
struct Many;

#[service(cluster = Shop, image = "nginx:1.29", capacity = [fargate(base = 1), fargate_spot(base = 1)])]
struct Own;

#[service(cluster = Shop, image = "nginx:1.29", capacity = [fargate, fargate])]
struct OwnTwice;

#[cluster(capacity = [ec2("c5n.xlarge", 0..=1, name = "group-1"), ec2("c5n.xlarge", 0..=1, name = "Group1")])]
struct Alike;

#[cluster(capacity = [fargate(base = 1), fargate_spot(weight = 3)])]
struct Both;

#[cluster(capacity = [fargate, ec2("g5.xlarge", 0..=4, name = "gpu", weight = 0)])]
struct ByName;

fn main() {}
