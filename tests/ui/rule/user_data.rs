use infra_macros::cluster;

const LONG: &str = text(&[b'#'; 12_289]);
const LONGEST: &str = text(&[b'#'; 12_288]);

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, user_data = ""))]
struct Empty;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, user_data = LONG))]
struct TooLong;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, ami = bottlerocket, user_data = "#!/bin/sh\ntrue"))]
struct Script;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, user_data = LONGEST))]
struct Longest;

#[cluster(capacity = ec2("c5n.xlarge", 1..=10, ami = bottlerocket, user_data = "[settings.ecs]"))]
struct Settings;

fn main() {}

const fn text(bytes: &'static [u8]) -> &'static str {
    match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(_) => "",
    }
}
