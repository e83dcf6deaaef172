use infra_macros::{cluster, service};

const LONG: &str = text(&[b'c'; 2_001]);
const LONGEST: &str = text(&[b'c'; 2_000]);

#[cluster(capacity = ec2("c5n.xlarge", 1..=10))]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", constraint(""))]
struct Empty;

#[service(cluster = Shop, image = "nginx:1.29", constraint(LONG))]
struct TooLong;

#[service(cluster = Shop, image = "nginx:1.29", constraint(LONGEST))]
struct Longest;

fn main() {}

const fn text(bytes: &'static [u8]) -> &'static str {
    match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(_) => "",
    }
}
