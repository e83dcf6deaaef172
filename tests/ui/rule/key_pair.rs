use infra_macros::cluster;

const LONG: &str = text(&[b'k'; 256]);
const LONGEST: &str = text(&[b'k'; 255]);

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, key = ""))]
struct Empty;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, key = "ops "))]
struct WithSpace;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, key = LONG))]
struct TooLong;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, key = LONGEST))]
struct Longest;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, key = "ops team"))]
struct Plain;

fn main() {}

const fn text(bytes: &'static [u8]) -> &'static str {
    match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(_) => "",
    }
}
