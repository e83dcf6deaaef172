use infra_macros::{cluster, task};

const LONG: &str = text(&[b'p'; 1_025]);
const LONGEST: &str = text(&[b'p'; 1_024]);

#[cluster(capacity = fargate)]
struct Shop;

#[task(cluster = Shop, image = "nginx:1.29", on = s3("shop-orders", prefix = ""))]
struct Empty;

#[task(cluster = Shop, image = "nginx:1.29", on = s3("shop-orders", prefix = "new\n"))]
struct LineBreak;

#[task(cluster = Shop, image = "nginx:1.29", on = s3("shop-orders", prefix = LONG))]
struct TooLong;

#[task(cluster = Shop, image = "nginx:1.29", on = s3("shop-orders", prefix = LONGEST))]
struct Longest;

fn main() {}

const fn text(bytes: &'static [u8]) -> &'static str {
    match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(_) => "",
    }
}
