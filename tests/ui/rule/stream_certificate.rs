use infra_macros::{cluster, service};

#[cluster()]
struct Plain;

#[cluster(network_balancer(internal))]
struct Balanced;

#[cluster(
    network_balancer(certificate = "arn:aws:acm:eu-central-1:111122223333:certificate/12345678-1234-1234-1234-123456789012"),
)]
struct Certified;

#[cluster(network_balancer(domain = "shop.example.com"))]
struct Named;

#[service(image = "nginx:1.29", cluster = Plain, port = 5432, stream(5432, tls))]
struct WithoutBalancer;

#[service(image = "nginx:1.29", cluster = Balanced, port = 5432, stream(5432, tls))]
struct WithoutCertificate;

#[service(image = "nginx:1.29", cluster = Certified, port = 5432, stream(5432, tls))]
struct Brought;

#[service(image = "nginx:1.29", cluster = Named, port = 5432, stream(5432, tls))]
struct Made;

#[service(image = "nginx:1.29", cluster = Plain, port = 5432, stream(5432))]
struct Tcp;

fn main() {}
