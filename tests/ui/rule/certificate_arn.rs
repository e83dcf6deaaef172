use infra_macros::cluster;

const IAM: &str = "arn:aws:iam::111122223333:server-certificate/shop";

#[cluster(load_balancer(listen = https(443), certificate = "shop.example.com"))]
struct Name;

#[cluster(load_balancer(listen = https(443), certificate = IAM))]
struct ByConstant;

#[cluster(network_balancer(certificate = "arn:aws:acm:eu-central-1:1111:certificate/1"))]
struct NetworkBalancer;

#[cluster(
    load_balancer(listen = https(443), certificate = "arn:aws-cn:acm:cn-north-1:111122223333:certificate/1234-5678"),
)]
struct China;

fn main() {}
