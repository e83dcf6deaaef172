use infra_macros::{app, cluster, service};

#[cluster(capacity = ec2("t3.micro", 1..=2))]
struct Dense;

#[service(image = "nginx:1.29", cluster = Dense, count = 3)]
struct Four;

#[service(image = "nginx:1.29", cluster = Dense)]
struct One;

#[service(image = "nginx:1.29", cluster = Dense, count = 2)]
struct Two;

#[service(image = "nginx:1.29", cluster = Dense, network_mode = bridge, count = 9)]
struct Bridged;

#[service(
    image = "nginx:1.29",
    cluster = Dense, count = 3, waive("instance-density", reason = "the account has awsvpcTrunking on"),
)]
struct Waived;

fn main() {
    let _app = app!("shop": Dense, Four);
    let _app = app!("shop": Dense, One, Two);
    let _app = app!("shop": Dense, Two, Bridged);
    let _app = app!("shop": Dense, Waived);
}
