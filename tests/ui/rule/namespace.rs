use infra_macros::cluster;

const LONG: &str = text(&[b'a'; 254]);
const CAPITAL: &str = "Shop.local";

#[cluster(namespace = "")]
struct Empty;

#[cluster(namespace = "my_shop")]
struct Underscore;

#[cluster(namespace = "shop..local")]
struct EmptyLabel;

#[cluster(namespace = CAPITAL)]
struct ByConstant;

#[cluster(namespace = LONG)]
struct TooLong;

#[cluster(namespace = "shop.local")]
struct Plain;

#[cluster(namespace = "shop")]
struct OneLabel;

fn main() {}

const fn text(bytes: &'static [u8]) -> &'static str {
    match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(_) => "",
    }
}
