use infra_macros::{cluster, service};

const LONG: &str = text(&[b'a'; 256]);
const LONGEST: &str = text(&[b'a'; 255]);
const ERRORS: &str = "shop-5xx";

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", alarms = [""])]
struct Empty;

#[service(cluster = Shop, image = "nginx:1.29", alarms = ["shop-5xx", "shop-verfügbar"])]
struct Umlaut;

#[service(cluster = Shop, image = "nginx:1.29", alarms = [LONG])]
struct TooLong;

#[service(cluster = Shop, image = "nginx:1.29", alarms = ["shop-5xx", ERRORS])]
struct Twice;

#[service(cluster = Shop, image = "nginx:1.29", alarms = ["shop-5xx", LONGEST])]
struct Longest;

fn main() {}

const fn text(bytes: &'static [u8]) -> &'static str {
    match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(_) => "",
    }
}
