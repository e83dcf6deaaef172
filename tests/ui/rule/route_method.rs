use infra_macros::{cluster, service};

const LONG: &str = text(&[b'A'; 41]);
const LONGEST: &str = text(&[b'A'; 40]);

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*", method = "get"))]
struct LowerCase;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*", method = ""))]
struct Empty;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*", method = LONG))]
struct TooLong;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*", method = ["GET", "M-SEARCH"]))]
struct Two;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*", method = LONGEST))]
struct Longest;

fn main() {}

const fn text(bytes: &'static [u8]) -> &'static str {
    match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(_) => "",
    }
}
