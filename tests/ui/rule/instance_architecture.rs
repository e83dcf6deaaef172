use infra_macros::{cluster, service};

#[cluster(capacity = ec2("c5.large", 1..=10))]
struct Shop;

#[cluster(capacity = ec2("c7g.large", 1..=10))]
struct Arm;

#[service(cluster = Shop, image = "nginx:1.29", arch = arm64)]
struct OnIntel;

#[service(cluster = Arm, image = "nginx:1.29", arch = x86_64)]
struct OnArm;

#[service(cluster = Shop, image = "nginx:1.29", arch = x86_64)]
struct Legal;

#[service(cluster = Arm, image = "nginx:1.29", arch = arm64)]
struct LegalOnArm;

fn main() {}
