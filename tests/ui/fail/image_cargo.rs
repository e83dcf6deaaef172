use infra_macros::{cluster, service};

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = cargo("web", libc = glibc))]
struct Libc;

#[service(cluster = Shop, image = cargo("web", base = distros))]
struct Base;

#[service(cluster = Shop, image = cargo("web", feature = ["metrics"]))]
struct Key;

#[service(cluster = Shop, image = cargo("web", include = "assets"))]
struct List;

fn main() {}
