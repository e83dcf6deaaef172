use infra_macros::cluster;

const ABSOLUTE: &str = "/etc/queue.yaml";

#[cluster(include = "/etc/queue.yaml")]
struct Absolute;

#[cluster(include = ABSOLUTE)]
struct ByConstant;

#[cluster(include = "")]
struct Empty;

#[cluster(include = "queue.png")]
struct Picture;

#[cluster(include = "aws/queue.yaml")]
struct Plain;

fn main() {}
