use infra_macros::{cluster, service};

const LONG: &str = text(&[b'q'; 256]);
const LONGEST: &str = text(&[b'q'; 255]);

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", scale(2..=10, metric("Shop", "", target = 100)))]
struct EmptyName;

#[service(cluster = Shop, image = "nginx:1.29", scale(2..=10, metric("Shop", LONG, target = 100)))]
struct TooLong;

#[service(cluster = Shop, image = "nginx:1.29", scale(2..=10, metric(":Shop", "QueueLength", target = 100)))]
struct Colon;

#[service(cluster = Shop, image = "nginx:1.29", scale(2..=10, metric("Shop", "Länge", target = 100)))]
struct Umlaut;

#[service(cluster = Shop, image = "nginx:1.29", scale(2..=10, metric(LONGEST, LONGEST, target = 100)))]
struct Longest;

#[service(
    cluster = Shop, image = "nginx:1.29",
    scale(2..=10, metric("AWS/SQS", "ApproximateNumberOfMessagesVisible", target = 100)),
)]
struct OfAws;

fn main() {}

const fn text(bytes: &'static [u8]) -> &'static str {
    match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(_) => "",
    }
}
