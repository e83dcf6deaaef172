use infra_macros::{cluster, service};

const LONG: &str = text(&[b'/'; 129]);
const LONGEST: &str = text(&[b'/'; 128]);

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("api/*"))]
struct Relative;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/api docs"))]
struct WithSpace;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route(LONG))]
struct TooLong;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/"))]
struct Root;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route(LONGEST))]
struct Longest;

fn main() {}

const fn text(bytes: &'static [u8]) -> &'static str {
    match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(_) => "",
    }
}
