use infra_macros::{cluster, service};

const SAME: u32 = 100;

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), deploy = rolling(min = 100, max = 100))]
struct NoRoom;

#[service(cluster = Shop, image = "nginx:1.29", port = 8080, route("/*"), deploy = rolling(max = SAME))]
struct ByConstant;

#[service(
    cluster = Shop, image = "nginx:1.29",
    port = 8080, route("/*"), deploy = rolling(min = 51, max = 149), count = 2,
)]
struct RoomForNone;

#[service(
    cluster = Shop, image = "nginx:1.29",
    port = 8080, route("/*"), deploy = rolling(min = 51, max = 150), count = 2,
)]
struct OneMore;

#[service(
    cluster = Shop, image = "nginx:1.29",
    port = 8080, route("/*"), deploy = rolling(min = 50, max = 149), count = 2,
)]
struct OneLess;

#[service(cluster = Shop, image = "nginx:1.29", scale(3..=10, cpu = 60), deploy = rolling(min = 90, max = 120))]
struct Scaled;

fn main() {}
