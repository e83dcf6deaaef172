use infra_macros::{cluster, service};

const FOLDER: &str = "/srv/assets";

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = cargo("web", include = ["../assets", "web/../../etc"]))]
struct Outside;

#[service(cluster = Shop, image = cargo("web", include = [FOLDER]))]
struct Absolute;

#[service(cluster = Shop, image = cargo("web", include = [""]))]
struct Empty;

#[service(cluster = Shop, image = cargo("web", include = ["assets", "web/templates/**", "./migrations/*.sql"]))]
struct Legal;

fn main() {}
