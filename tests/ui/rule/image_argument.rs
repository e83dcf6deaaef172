use infra_macros::{cluster, service};

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = dockerfile("Dockerfile", args("MY PROFILE" = "release")))]
struct Space;

#[service(cluster = Shop, image = dockerfile("Dockerfile", args("" = "release")))]
struct Empty;

#[service(cluster = Shop, image = dockerfile("Dockerfile", secrets("net/rc" = ".netrc")))]
struct Secret;

#[service(cluster = Shop, image = dockerfile("Dockerfile", args(PROFILE = "", "a-b_c.1" = "1")))]
struct Legal;

#[service(cluster = Shop, image = dockerfile("Dockerfile", secrets(netrc = ".netrc")))]
struct LegalSecret;

fn main() {}
