use infra_macros::{cluster, task};

const BARE: &str = r#"{"state": "STOPPED"}"#;
const LONG: &str = text(&[b'['; 4_097]);

#[cluster(capacity = fargate)]
struct Shop;

#[task(cluster = Shop, image = "nginx:1.29", on = event(pattern = "state = STOPPED"))]
struct NoJson;

#[task(cluster = Shop, image = "nginx:1.29", on = event(pattern = "[1]"))]
struct NoObject;

#[task(cluster = Shop, image = "nginx:1.29", on = event(pattern = BARE))]
struct ByConstant;

#[task(cluster = Shop, image = "nginx:1.29", on = event(pattern = LONG))]
struct TooLong;

#[task(cluster = Shop, image = "nginx:1.29", on = event(pattern = r#"{"state": ["STOPPED"]}"#))]
struct Plain;

fn main() {}

const fn text(bytes: &'static [u8]) -> &'static str {
    match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(_) => "",
    }
}
