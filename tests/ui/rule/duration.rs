use infra_macros::{cluster, service};

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", port = 80, route("/1"), drain = "30")]
struct WithoutUnit;

#[service(cluster = Shop, image = "nginx:1.29", port = 80, route("/2"), drain = "1 minute")]
struct Word;

#[service(cluster = Shop, image = "nginx:1.29", port = 80, route("/3"), drain = "1.5m")]
struct Fraction;

#[service(cluster = Shop, image = "nginx:1.29", port = 80, route("/4"), drain = "1m30s")]
struct Two;

#[service(cluster = Shop, image = "nginx:1.29", port = 80, route("/5"), drain = "500ms")]
struct Milliseconds;

#[service(cluster = Shop, image = "nginx:1.29", port = 80, route("/6"), drain = "90s")]
struct Seconds;

#[service(cluster = Shop, image = "nginx:1.29", port = 80, route("/7"), drain = "1m")]
struct Minutes;

#[service(cluster = Shop, image = "nginx:1.29", port = 80, route("/8"), drain = "1h")]
struct Hours;

fn main() {}
