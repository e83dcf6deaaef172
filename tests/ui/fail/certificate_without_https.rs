use infra_macros::cluster;

#[cluster(load_balancer(certificate = "arn:aws:acm:eu-central-1:111122223333:certificate/12345678-1234-1234-1234-123456789012"))]
struct Shop;

fn main() {}
