use infra_macros::{cluster, service};

const HYPHEN: &str = "queue-url";
const LONG: &str = text(&[b'Q'; 256]);
const LONGEST: &str = text(&[b'Q'; 255]);

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", env(QUEUE_URL = output("")))]
struct Empty;

#[service(cluster = Shop, image = "nginx:1.29", env(QUEUE_URL = output("Queue_Url")))]
struct Underscore;

#[service(cluster = Shop, image = "nginx:1.29", env(QUEUE_URL = output(HYPHEN)))]
struct ByConstant;

#[service(cluster = Shop, image = "nginx:1.29", env(QUEUE_URL = output(LONG)))]
struct TooLong;

#[service(cluster = Shop, image = "nginx:1.29", env(QUEUE_URL = output(LONGEST)))]
struct Longest;

#[service(cluster = Shop, image = "nginx:1.29", env(QUEUE_URL = output("QueueUrl")))]
struct Plain;

fn main() {}

const fn text(bytes: &'static [u8]) -> &'static str {
    match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(_) => "",
    }
}
