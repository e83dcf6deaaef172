use infra_macros::{cluster, service};

const LONG: u32 = 2_147_483_648;

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", scale(2..=10, cpu = 60, in_after = "2147483648s"))]
struct In;

#[service(cluster = Shop, image = "nginx:1.29", scale(2..=10, cpu = 60, out_after = LONG))]
struct Out;

#[service(cluster = Shop, image = "nginx:1.29", scale(2..=10, cpu = 60, in_after = "0s", out_after = "0s"))]
struct None;

#[service(cluster = Shop, image = "nginx:1.29", scale(2..=10, cpu = 60, in_after = "2147483647s"))]
struct Longest;

fn main() {}
