use infra_macros::{cluster, service};

#[cluster(capacity = fargate)]
struct Shop;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, disk("50.5 GB")))]
struct Uneven;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, disk("large")))]
struct Word;

#[service(cluster = Shop, image = "nginx:1.29", storage = "51200 MB")]
struct Megabytes;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, disk("50 GB")))]
struct Gigabytes;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, disk("0.5 TB")))]
struct Terabytes;

fn main() {}
