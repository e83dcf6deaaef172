use infra_macros::{cluster, service};

const PROFILE: &str = "";

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = cargo("web", profile = "debug"))]
struct Debug;

#[service(cluster = Shop, image = cargo("web", profile = "release lto"))]
struct Space;

#[service(cluster = Shop, image = cargo("web", profile = PROFILE))]
struct Empty;

#[service(cluster = Shop, image = cargo("web", profile = "release-lto"))]
struct Legal;

fn main() {}
