//! The last values that are possible.
#![deny(warnings, dead_code)]

use infra_macros::{app, cluster, service, task};

#[cluster(
    capacity = [ec2("c5.large", 0..=1, base = 100000, weight = 1000), ec2("c5.xlarge", 1..=1, weight = 0)],
    network = new(cidr = "10.0.0.0/24", zones = 6),
    load_balancer(listen = [http(1), http(65535)]),
)]
struct Ec2;

#[cluster(network = new(cidr = "192.168.0.0/16", zones = 2))]
struct Fargate;

#[service(
    cluster = Ec2,
    image = "a",
    cpu = 128,
    memory = 6,
    port = 1,
    route("/"),
    health("/", codes = "200", every = "5s", timeout = "2s", healthy = 2, unhealthy = 2, grace = "0s"),
    scale(1..=2, cpu = 1),
    drain = "0s",
    waive("health-grace-short", reason = "the shortest is shown"),
    logs(retention = "1d"),
)]
struct Least;

#[service(
    cluster = Ec2,
    image = "a",
    cpu = "2 vCPU",
    memory = 3000,
    port = 65535,
    route("/ppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppp", host = "*.example.com"),
    health("/", codes = "200-499", every = "300s", timeout = "2m", healthy = 10, unhealthy = 10, grace = "1h"),
    scale(1..=5, memory = 100),
    drain = "1h",
    logs(retention = "3653d"),
)]
struct Most;

#[service(cluster = Fargate, image = "a", count = 0, cpu = 256)]
struct Smallest;

#[service(cluster = Fargate, image = "a", cpu = "32 vCPU", memory = "244 GB")]
struct Largest;

#[task(cluster = Fargate, image = "a", memory = "30 GB", schedule = "rate(1 minute)", name = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
struct Half;

fn main() {
    // 62 + 1 + 1 + 1 + 63 characters.
    let app = app!("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa": Ec2, Fargate, Least, Most, Smallest, Largest, Half; stages = [p]);
    infra_core::check::app(&app).unwrap();
}
