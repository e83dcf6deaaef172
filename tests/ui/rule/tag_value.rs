use infra_macros::cluster;

const LONG: &str = text(&[b'v'; 257]);
const LONGEST: &str = text(&[b'v'; 256]);

#[cluster(tags(team = "the \"shop\""))]
struct Quote;

#[cluster(tags(team = "shop\n"))]
struct Lines;

#[cluster(tags(team = LONG))]
struct TooLong;

#[cluster(tags(team = LONGEST))]
struct Longest;

#[cluster(tags(team = ""))]
struct Empty;

fn main() {}

const fn text(bytes: &'static [u8]) -> &'static str {
    match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(_) => "",
    }
}
