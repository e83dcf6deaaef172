use infra_macros::{cluster, service};

const IMAGE: &str = "Shop/web:1";
const LONGEST: &str = concat!(
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "aaaaaaaaaaaaaaa",
);
const LONG: &str = concat!(
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "aaaaaaaaaaaaaaaa",
);

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "")]
struct Empty;

#[service(cluster = Shop, image = "https://registry.example.com/web:1")]
struct Scheme;

#[service(cluster = Shop, image = "nginx 1.29")]
struct Space;

#[service(cluster = Shop, image = IMAGE)]
struct Capital;

#[service(cluster = Shop, image = LONG)]
struct Long;

#[service(cluster = Shop, image = "nginx:")]
struct Tag;

#[service(cluster = Shop, image = "nginx@sha256:0123")]
struct Digest;

#[service(cluster = Shop, image = LONGEST)]
struct Longest;

#[service(cluster = Shop, image = "localhost:5000/shop/web_server:1.29-Alpine")]
struct Legal;

fn main() {}
