use infra_macros::{cluster, service};

#[cluster(capacity = managed(vcpu = 2..=8))]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", os = windows_2022_core)]
struct Windows;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    os = windows_2022_core,
    waive("managed-system", reason = "it is known to work here"),
)]
struct Waived;

#[service(cluster = Shop, image = "nginx:1.29", os = linux)]
struct Linux;

fn main() {}
