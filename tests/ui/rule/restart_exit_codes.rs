use infra_macros::{cluster, service};

const CODE: u32 = 256;

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", restart(except = [256]))]
struct High;

#[service(cluster = Shop, image = "nginx:1.29", restart(except = [0, CODE]))]
struct Constant;

#[service(cluster = Shop, image = "nginx:1.29", restart(except = [0, 143, 0]))]
struct Twice;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    restart(except = [
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19,
        20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39,
        40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50,
    ]),
)]
struct FiftyOne;

#[service(cluster = Shop, image = "nginx:1.29", restart(except = [0, 255]))]
struct Highest;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    restart(except = [
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19,
        20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39,
        40, 41, 42, 43, 44, 45, 46, 47, 48, 49,
    ]),
)]
struct Fifty;

fn main() {}
