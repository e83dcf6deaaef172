use infra_macros::{cluster, service};

const LONG: &str = text(&[b'x'; 129]);
const LONGEST: &str = text(&[b'x'; 128]);
const LONG_NAME: &str = text(&[b'x'; 41]);
const LONGEST_NAME: &str = text(&[b'x'; 40]);

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*", header("Host", "shop.example.com")))]
struct Host;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*", header("X Version", "2")))]
struct WithSpace;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*", header(LONG_NAME, "2")))]
struct NameTooLong;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*", header("X-Version", "")))]
struct EmptyValue;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*", header("X-Version", "2", LONG)))]
struct ValueTooLong;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*", header(LONGEST_NAME, "2*", LONGEST)))]
struct Longest;

fn main() {}

const fn text(bytes: &'static [u8]) -> &'static str {
    match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(_) => "",
    }
}
