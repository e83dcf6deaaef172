use infra_macros::{cluster, service};

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, sticky = "1h")]
struct Sticky;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, slow_start = "30s")]
struct SlowStart;

#[service(cluster = Shop, image = "nginx:1.29", port = 5432, stream(5432), balance = random)]
struct Balanced;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, drain = "10s")]
struct Drained;

#[service(cluster = Shop, image = "nginx:1.29", port = 5432, stream(5432), drain = "10s")]
struct DrainedStream;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), drain = "10s", sticky = "1h", balance = random)]
struct Routed;

fn main() {}
