use infra_macros::{cluster, service};

#[cluster(capacity = ec2("c5n.xlarge", 1..=10))]
struct Shop;

#[service(
    cluster = Shop, image = "nginx:1.29",
    constraint("attribute:rack != 0"), constraint("attribute:rack != 1"), constraint("attribute:rack != 2"), constraint("attribute:rack != 3"), constraint("attribute:rack != 4"), constraint("attribute:rack != 5"), constraint("attribute:rack != 6"), constraint("attribute:rack != 7"), constraint("attribute:rack != 8"), constraint("attribute:rack != 9"), constraint("attribute:rack != 10"),
)]
struct Eleven;

#[service(
    cluster = Shop, image = "nginx:1.29",
    constraint("attribute:rack != 0"), constraint("attribute:rack != 1"), constraint("attribute:rack != 2"), constraint("attribute:rack != 3"), constraint("attribute:rack != 4"), constraint("attribute:rack != 5"), constraint("attribute:rack != 6"), constraint("attribute:rack != 7"), constraint("attribute:rack != 8"), constraint("attribute:rack != 9"),
)]
struct Ten;

fn main() {}
