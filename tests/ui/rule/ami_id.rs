use infra_macros::cluster;

const SHORT: &str = "ami-0123456789abcdef";

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, ami = "ubuntu"))]
struct Name;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, ami = "ami-0123456789ABCDEF0"))]
struct Capitals;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, ami = SHORT))]
struct ByConstant;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, ami = "ami-0123456789abcdef0"))]
struct New;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, ami = "ami-01234567"))]
struct Old;

fn main() {}
