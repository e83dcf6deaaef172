use infra_macros::{cluster, task};

const LONG: &str = text(&[b'a'; 64]);
const LONGEST: &str = text(&[b'a'; 63]);

#[cluster(capacity = fargate)]
struct Shop;

#[cluster(load_balancer(logs = "ab"))]
struct TooShort;

#[cluster(load_balancer(logs = LONG))]
struct TooLong;

#[cluster(network_balancer(logs = "Shop-logs"))]
struct Capital;

#[task(cluster = Shop, image = "nginx:1.29", on = s3("192.168.0.1"))]
struct Address;

#[task(cluster = Shop, image = "nginx:1.29", on = s3("xn--shop"))]
struct Reserved;

#[cluster(load_balancer(logs = "abc"))]
struct Shortest;

#[cluster(load_balancer(logs = LONGEST))]
struct Longest;

#[task(cluster = Shop, image = "nginx:1.29", on = s3("shop-orders"))]
struct Plain;

fn main() {}

const fn text(bytes: &'static [u8]) -> &'static str {
    match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(_) => "",
    }
}
