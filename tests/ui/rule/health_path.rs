use infra_macros::{cluster, service};

const LONG: &str = text(&[b'/'; 1_025]);
const LONGEST: &str = text(&[b'/'; 1_024]);

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), health("healthz"))]
struct Relative;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), health("/is healthy"))]
struct WithSpace;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), health(""))]
struct Empty;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), health(LONG))]
struct TooLong;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), health(LONGEST))]
struct Longest;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), health("/healthz?deep=1"))]
struct WithQuery;

fn main() {}

const fn text(bytes: &'static [u8]) -> &'static str {
    match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(_) => "",
    }
}
