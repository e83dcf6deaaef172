use infra_macros::{cluster, service};

const BASE: &str = "alpine";

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = cargo("web", base = "debian:12-slim"))]
struct Tag;

#[service(cluster = Shop, image = cargo("web", base = BASE))]
struct Nothing;

#[service(cluster = Shop, image = cargo("web", base = "debian:12-slim@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", libc = gnu))]
struct Legal;

fn main() {}
