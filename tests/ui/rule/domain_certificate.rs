use infra_macros::{cluster, service};

const LONG: &str = "shop-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.example.com";
const LONGEST: &str = "shop-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.example.com";

#[cluster(load_balancer(listen = https(443), domain = LONG))]
struct TooLong;

#[cluster(
    load_balancer(listen = https(443), domain = LONG, certificate = "arn:aws:acm:eu-central-1:111122223333:certificate/12345678-1234-1234-1234-123456789012"),
)]
struct Brought;

#[cluster(load_balancer(listen = https(443), domain = LONGEST))]
struct Longest;

#[cluster(load_balancer(domain = LONG))]
struct Http;

#[cluster(network_balancer(domain = LONG))]
struct Streams;

#[service(image = "nginx:1.29", cluster = Streams, port = 5432, stream(5432, tls))]
struct Database;

#[service(image = "nginx:1.29", cluster = Streams, port = 5432, stream(5432))]
struct Plain;

fn main() {}
