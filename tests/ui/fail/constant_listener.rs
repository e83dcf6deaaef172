use infra_macros::cluster;

const PORT: u16 = 80;
const ARN: &str = "arn";

#[cluster(load_balancer(listen = [http(PORT), http(80)], certificate = ARN))]
struct Shop;

fn main() {}
