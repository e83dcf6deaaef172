use infra_macros::{cluster, service};

#[cluster(
    network = existing(vpc = "vpc-0123456789abcdef0", public = ["subnet-0123456789abcdef0"]), load_balancer(listen = http(80)),
)]
struct OnePublic;

#[cluster(
    network = existing(vpc = "vpc-0123456789abcdef0", private = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]), load_balancer(listen = http(80)),
)]
struct Private;

#[cluster(
    network = existing(vpc = "vpc-0123456789abcdef0", public = ["subnet-0123456789abcdef0"], private = ["subnet-0123456789abcdef1"]), load_balancer(internal),
)]
struct OneOfEach;

#[cluster(
    network = existing(vpc = "vpc-0123456789abcdef0", public = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]), load_balancer(listen = http(80)),
)]
struct Public;

#[cluster(
    network = existing(vpc = "vpc-0123456789abcdef0", private = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]), load_balancer(internal),
)]
struct Internal;

#[cluster(network = existing(vpc = "vpc-0123456789abcdef0", public = ["subnet-0123456789abcdef0"]))]
struct Without;

#[service(image = "nginx:1.29", cluster = Without, port = 8080, route("/*"))]
struct Routed;

#[service(image = "nginx:1.29", cluster = Without)]
struct Quiet;

fn main() {}
