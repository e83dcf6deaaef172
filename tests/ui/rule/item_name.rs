use infra_macros::{cluster, service, task};

const UNDERSCORE: &str = "order_sync";
const LONG: &str = text(&[b'a'; 64]);
const LONGEST: &str = text(&[b'a'; 63]);

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", name = "Web")]
struct Capital;

#[service(cluster = Shop, image = "nginx:1.29", name = "")]
struct Empty;

#[service(cluster = Shop, image = "nginx:1.29", name = "web--site")]
struct TwoHyphens;

#[cluster(name = UNDERSCORE)]
struct ByConstant;

#[task(cluster = Shop, image = "nginx:1.29", name = LONG)]
struct TooLong;

#[cluster(capacity = fargate)]
struct Übersicht;

#[task(cluster = Shop, image = "nginx:1.29", name = LONGEST)]
struct Longest;

#[service(cluster = Shop, image = "nginx:1.29", name = "web-2")]
struct Plain;

fn main() {}

const fn text(bytes: &'static [u8]) -> &'static str {
    match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(_) => "",
    }
}
