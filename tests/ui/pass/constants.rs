//! A path to a constant wherever a value stands.
#![deny(warnings, dead_code)]

use infra_core::declaration::{App, AutoScalingGroup, Cluster, Provider, Service, Size, Task};
use infra_macros::{app, cluster, service, task};

mod sizes {
    pub const CPU: u32 = 512;
    pub const MEMORY: u32 = 1024;
    pub trait Limits {
        const MOST: u32;
    }
    impl Limits for () {
        const MOST: u32 = 4;
    }
}

const APP_NAME: &str = "shop";
const NAME: &str = "web";
const IMAGE: &str = concat!("nginx:", "1.29");
const PORT: u16 = 8080;
const PATH: &str = "/api/*";
const HOST: &str = "api.example.com";
const DAYS: u16 = 30;
const SECONDS: u32 = 30;
const TYPE: &str = "c5n.xlarge";
const ZONES: u8 = 3;
const CIDR: &str = "10.0.0.0/20";
const ARN: &str = "arn:aws:acm:eu-central-1:111122223333:certificate/12345678-1234-1234-1234-123456789012";
const ACCOUNT: &str = "111122223333";
const VPC: &str = "vpc-0123456789abcdef0";
const SUBNET: &str = "subnet-0123456789abcdef0";
const OTHER: &str = "subnet-0123456789abcdef1";

#[cluster(
    capacity = ec2(TYPE, 1..=<() as sizes::Limits>::MOST, weight = SECONDS, base = SECONDS),
    network = new(cidr = CIDR, zones = ZONES),
    load_balancer(listen = [http(PORT), https(443)], certificate = ARN),
    tags(team = NAME),
    stage(prod, network = existing(vpc = VPC, public = [SUBNET, OTHER])),
)]
struct Shop;

#[service(
    cluster = crate::Shop,
    name = NAME,
    image = IMAGE,
    cpu = sizes::CPU,
    memory = crate::sizes::MEMORY,
    command = [NAME, "serve"],
    env(A = NAME),
    secret(B = SECRET),
    allow(ACTION, on = [BUCKET]),
    logs(retention = DAYS),
    port = PORT,
    route(PATH, host = HOST),
    health(HEALTH, codes = CODES, every = SECONDS, timeout = self::TEN, healthy = THREE, unhealthy = THREE, grace = SECONDS),
    scale(THREE..=10, cpu = 60, memory = SECONDS),
    waive(RULE, reason = REASON),
    waive("health-grace-short", reason = "30 seconds are what it takes"),
    drain = SECONDS,
    stage(prod, count = THREE, cpu = sizes::CPU),
)]
struct Web;

const RULE: &str = "drain-spot";
const REASON: &str = "no spot";
const SECRET: &str = "ssm:/shop/database";
const ACTION: &str = "s3:GetObject";
const BUCKET: &str = "arn:aws:s3:::bucket/*";
const HEALTH: &str = "/healthz";
const CODES: &str = "200-299";
const TEN: u32 = 10;
const THREE: u32 = 3;

const NIGHTLY: &str = "cron(0 3 * * ? *)";
const ZONE: &str = "Europe/Berlin";

#[task(cluster = Shop, image = IMAGE, schedule = NIGHTLY, timezone = ZONE)]
struct Rollup;

const APP: App = app!(APP_NAME: Shop, Web, Rollup; stages = [dev, prod], account(prod = ACCOUNT));

fn shop_group() -> AutoScalingGroup {
    let Provider::Ec2(group) = Shop::DECLARATION.base.capacity[0] else { panic!("a group") };
    group
}

fn main() {
    infra_core::check::app(&APP).unwrap();
    assert_eq!(APP.name, "shop");
    assert_eq!(shop_group().instances.max, 4);
    let web = &Web::DECLARATION.base;
    assert_eq!((web.workload.cpu, web.workload.memory, web.workload.port()), (Some(512), Some(1024), Some(8080)));
    assert_eq!(web.workload.container.command, ["web", "serve"]);
    assert_eq!(Web::DECLARATION.resolve("prod").size(), Size::Count(3));
    assert_eq!(Rollup::DECLARATION.base.timezone, Some("Europe/Berlin"));
}
