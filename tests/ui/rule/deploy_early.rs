use infra_macros::{cluster, service};

const MORE: u32 = 101;

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", early(percent = 101))]
struct TooMuch;

#[service(cluster = Shop, image = "nginx:1.29", early(percent = MORE))]
struct ByConstant;

#[service(cluster = Shop, image = "nginx:1.29", deploy = rolling(min = 50, max = 200), early(percent = 49))]
struct BelowMinimum;

#[service(cluster = Shop, image = "nginx:1.29", deploy = rolling(min = 50, max = 200), early(percent = 50))]
struct AtMinimum;

#[service(cluster = Shop, image = "nginx:1.29", early(percent = 100))]
struct All;

fn main() {}
