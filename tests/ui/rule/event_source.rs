use infra_macros::{cluster, task};

const LONG: &str = text(&[b's'; 257]);
const LONGEST: &str = text(&[b's'; 256]);

#[cluster(capacity = fargate)]
struct Shop;

#[task(cluster = Shop, image = "nginx:1.29", on = event(source = ""))]
struct Empty;

#[task(cluster = Shop, image = "nginx:1.29", on = event(source = "shop.bücher"))]
struct Umlaut;

#[task(cluster = Shop, image = "nginx:1.29", on = event(source = LONG))]
struct TooLong;

#[task(cluster = Shop, image = "nginx:1.29", on = event(source = LONGEST))]
struct Longest;

#[task(cluster = Shop, image = "nginx:1.29", on = event(source = "shop.orders"))]
struct Plain;

fn main() {}

const fn text(bytes: &'static [u8]) -> &'static str {
    match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(_) => "",
    }
}
