use infra_macros::{cluster, service};

const LONG: &str = text(&[b'x'; 129]);
const LONGEST: &str = text(&[b'x'; 128]);

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*", query("", "2")))]
struct EmptyKey;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*", query(LONG, "2")))]
struct KeyTooLong;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*", query("size", "größer")))]
struct ValueWithUmlaut;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*", query(LONGEST, LONGEST)))]
struct Longest;

fn main() {}

const fn text(bytes: &'static [u8]) -> &'static str {
    match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(_) => "",
    }
}
