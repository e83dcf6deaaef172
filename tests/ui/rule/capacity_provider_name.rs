use infra_macros::cluster;

const SPACE: &str = "night batch";
const LONG: &str = text(&[b'b'; 256]);
const LONGEST: &str = text(&[b'b'; 255]);

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, name = "ecs-batch"))]
struct Reserved;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, name = SPACE))]
struct ByConstant;

#[cluster(capacity = managed(name = LONG))]
struct TooLong;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, name = ""))]
struct Empty;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, name = LONGEST))]
struct Longest;

#[cluster(capacity = managed(name = "batch_1"))]
struct Plain;

fn main() {}

const fn text(bytes: &'static [u8]) -> &'static str {
    match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(_) => "",
    }
}
