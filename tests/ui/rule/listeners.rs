use infra_macros::cluster;

const SAME: u16 = 80;

#[cluster(load_balancer(listen = [http(8080), http(8080)]))]
struct Twice;

#[cluster(load_balancer(listen = [http(80), http(SAME)]))]
struct ByConstant;

#[cluster(load_balancer(listen = [http(80), http(8080, redirect = 8080)]))]
struct ToItself;

#[cluster(load_balancer(listen = [http(80, redirect = 443), http(8080)]))]
struct ToNothing;

#[cluster(load_balancer(listen = [http(80, redirect = 8080), http(8080)]))]
struct ToHttp;

#[cluster(load_balancer(listen = []))]
struct NoneAnswers;

#[cluster(
    load_balancer(listen = [http(80, redirect = 443), https(443)], certificate = "arn:aws:acm:eu-central-1:111122223333:certificate/12345678-1234-1234-1234-123456789012"),
)]
struct Redirected;

fn main() {}
