use infra_macros::{cluster, service};

#[cluster(load_balancer(listen = [http(80), http(8080)]))]
struct Two;

#[cluster(load_balancer(
    listen = [http(80, redirect = 443), https(443)],
    certificate = "arn:aws:acm:eu-west-1:111122223333:certificate/12345678-1234-1234-1234-123456789012",
))]
struct Redirected;

#[service(cluster = Two, image = "nginx:1.29", port = 80, route("/moved"), deploy = blue_green)]
struct Moved;

#[service(cluster = Two, image = "nginx:1.29", port = 80, route("/rolling"))]
struct Rolling;

#[service(cluster = Redirected, image = "nginx:1.29", port = 80, route("/*"), deploy = blue_green)]
struct OneListener;

fn main() {}
