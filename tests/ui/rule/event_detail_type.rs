use infra_macros::{cluster, task};

const LONG: &str = text(&[b'd'; 129]);
const LONGEST: &str = text(&[b'd'; 128]);

#[cluster(capacity = fargate)]
struct Shop;

#[task(cluster = Shop, image = "nginx:1.29", on = event(detail_type = ""))]
struct Empty;

#[task(cluster = Shop, image = "nginx:1.29", on = event(detail_type = LONG))]
struct TooLong;

#[task(cluster = Shop, image = "nginx:1.29", on = event(detail_type = LONGEST))]
struct Longest;

#[task(cluster = Shop, image = "nginx:1.29", on = event(detail_type = "Order Placed"))]
struct Plain;

fn main() {}

const fn text(bytes: &'static [u8]) -> &'static str {
    match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(_) => "",
    }
}
