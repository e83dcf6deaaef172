use infra_macros::{cluster, service};

const ADMIN: u16 = 9001;

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", route("/*"))]
struct WithoutPort;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*", port = 9000))]
struct OtherPort;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*", port = ADMIN))]
struct ByConstant;

#[service(
    cluster = Shop, image = "nginx:1.29",
    port = 8080, port = 9000, route("/*"), route("/admin/*", port = 9000),
)]
struct Second;

fn main() {}
