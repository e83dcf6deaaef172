use infra_macros::cluster;

#[cluster(load_balancer(listen = https(443)))]
struct WithoutCertificate;

#[cluster(
    load_balancer(listen = http(80), certificate = "arn:aws:acm:eu-central-1:111122223333:certificate/12345678-1234-1234-1234-123456789012"),
)]
struct WithoutHttps;

#[cluster(
    load_balancer(listen = https(443), certificate = "arn:aws:acm:eu-central-1:111122223333:certificate/12345678-1234-1234-1234-123456789012"),
)]
struct Brought;

#[cluster(load_balancer(listen = https(443), domain = "shop.example.com"))]
struct Made;

fn main() {}
