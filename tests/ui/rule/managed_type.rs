use infra_macros::cluster;

const LONG: &str = text(&[b'c'; 31]);
const LONGEST: &str = text(&[b'c'; 30]);

#[cluster(capacity = managed(types = [""]))]
struct Empty;

#[cluster(capacity = managed(types = ["c7g.*", "c7g large"]))]
struct WithSpace;

#[cluster(capacity = managed(types = [LONG]))]
struct TooLong;

#[cluster(capacity = managed(types = ["c7*", "c7g.large"]))]
struct Pattern;

#[cluster(capacity = managed(types = [LONGEST]))]
struct Longest;

fn main() {}

const fn text(bytes: &'static [u8]) -> &'static str {
    match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(_) => "",
    }
}
