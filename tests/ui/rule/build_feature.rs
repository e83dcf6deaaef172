use infra_macros::{cluster, service};

const FEATURE: &str = "";

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = cargo("web", features = ["metrics,tls"]))]
struct Several;

#[service(cluster = Shop, image = cargo("web", features = ["--all-features"]))]
struct Option;

#[service(cluster = Shop, image = cargo("web", features = [FEATURE]))]
struct Empty;

#[service(cluster = Shop, image = cargo("web", features = ["metrics", "http_2.x"]))]
struct Legal;

fn main() {}
