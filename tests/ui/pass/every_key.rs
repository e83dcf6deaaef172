//! Every key in every form it has.
#![deny(warnings, dead_code)]

use infra_core::declaration::{
    App, Architecture, AutoScalingGroup, Capacity, Cluster, Item, ListenerProtocol, Nat, Network, Service, Size, Task,
};
use infra_macros::{app, cluster, service, task};

#[cluster(
    name = "main",
    capacity = [ec2("c5n.xlarge", 1..=10, base = 1, weight = 2), ec2("c6in.xlarge", 0..=0x10)],
    network = new(cidr = "10.1.0.0/16", zones = 3, nat = each),
    load_balancer(
        listen = [http(80, redirect = 443), https(443), http(8080)],
        certificate = "arn:aws:acm:eu-central-1:111122223333:certificate/12345678-1234-1234-1234-123456789012",
        internal,
    ),
    tags(team = "shop", "cost:centre" = "42"),
    tags(type = "a keyword"),
)]
struct Shop;

#[cluster(capacity = [fargate(base = 1, weight = 1), fargate_spot(weight = 3)], network = default)]
struct Fargate;

#[cluster(
    capacity = fargate_spot,
    network = existing(
        vpc = "vpc-0123456789abcdef0",
        public = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
        private = ["subnet-01234567"],
    ),
    load_balancer(listen = http(80)),
)]
struct Existing;

#[cluster]
struct Plain;

#[cluster()]
struct Empty;

/** In a block,
of two lines. */
#[service(
    cluster = Shop,
    name = "api",
    image = r"registry.example.com:5000/team/api:1.29",
    cpu = "0.5 vCPU",
    memory = "1 GB",
    arch = x86_64,
    command = ["serve", "--port", "8080"],
    env(RUST_LOG = "info", "LOWER_case" = ""),
    env(MORE = "1"),
    secret(DATABASE = "ssm:/{app}/{stage}/database", TOKEN = "secretsmanager:tokens#api"),
    allow("s3:GetObject", on = "arn:aws:s3:::bucket/*"),
    allow(["sqs:SendMessage", "sqs:Get*"], on = ["arn:aws:sqs:{region}:{account}:{app}-{stage}", "*"]),
    allow("sns:Publish", "sns:Subscribe", on = "*"),
    logs(retention = "365d"),
    port = 8_080,
    route("/api/*"),
    route("/*", host = "api.example.com"),
    health("/healthz", codes = "200,204", every = "30s", timeout = "10s", healthy = 3, unhealthy = 5, grace = "2m"),
    scale(2..=10, cpu = 60, memory = 70),
    drain = "1m",
)]
struct Api;

#[service(cluster = Fargate, image = "nginx", arch = arm64, port = 80, route("/plain"), count = 2u32, health(codes = "200-399"), command = [])]
struct Web;

#[task(
    cluster = Shop,
    image = "rollup@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
    schedule = "rate(5 minutes)",
    schedule = "cron(0 3 * * ? *)",
    schedule = "at(2027-01-01T00:00:00)",
    timezone = "Europe/Berlin",
)]
struct OrderSync;

static APP: App = app!(
    "shop": Shop, Fargate, Existing, Plain, Empty, Api, Web, OrderSync,;
    stages = [dev, "pr-12", prod],
    protect = [prod],
    account(dev = "111122223333", prod = "444455556666"),
);

fn main() {
    infra_core::check::app(&APP).unwrap();
    assert_eq!(APP.stages.names, ["dev", "pr-12", "prod"]);
    assert_eq!(APP.stages.protected, ["prod"]);
    assert_eq!(APP.stages.accounts, [("dev", "111122223333"), ("prod", "444455556666")]);
    assert_eq!(APP.items.len(), 8);
    assert!(matches!(APP.items[5], Item::Service(_)));

    let shop = Shop::DECLARATION;
    assert_eq!(shop.identity.name, "main");
    let groups: Vec<_> = shop.base.groups().collect();
    assert_eq!(groups[1], AutoScalingGroup { instance_type: "c6in.xlarge", min: 0, max: 16 });
    assert_eq!((shop.base.capacity[0].base, shop.base.capacity[0].weight), (1, 2));
    assert_eq!((shop.base.capacity[1].base, shop.base.capacity[1].weight), (0, 1));
    assert_eq!(shop.base.network, Network::New { cidr: "10.1.0.0/16", zones: 3, nat: Nat::Each });
    let balancer = shop.base.load_balancer.unwrap();
    assert!(balancer.internal && balancer.certificate.is_some());
    assert_eq!(balancer.listen[0].redirect, Some(443));
    assert_eq!(balancer.listen[1].protocol, ListenerProtocol::Https);
    assert_eq!(shop.base.tags, [("team", "shop"), ("cost:centre", "42"), ("type", "a keyword")]);
    assert_eq!(Fargate::DECLARATION.base.capacity[1].capacity, Capacity::FargateSpot);
    assert_eq!(Fargate::DECLARATION.base.network, Network::Default);
    assert_eq!(Plain::DECLARATION.base.capacity[0].capacity, Capacity::Fargate);
    assert_eq!(Plain::DECLARATION.base.network, Network::DEFAULT);
    assert!(matches!(Existing::DECLARATION.base.network, Network::Existing { private: ["subnet-01234567"], .. }));

    let api = &Api::DECLARATION.base;
    assert_eq!(Api::DECLARATION.identity.description, "In a block, of two lines.");
    assert_eq!((api.workload.cpu, api.workload.memory), (Some(512), Some(1024)));
    assert_eq!(api.workload.architecture, Some(Architecture::X86_64));
    assert_eq!(api.workload.command, ["serve", "--port", "8080"]);
    assert_eq!(api.workload.environment.len(), 3);
    assert_eq!(api.workload.secrets[1], ("TOKEN", "secretsmanager:tokens#api"));
    assert_eq!(api.workload.allow[2].actions, ["sns:Publish", "sns:Subscribe"]);
    assert_eq!(api.workload.allow[1].on.len(), 2);
    assert_eq!(api.workload.logs.retention_days, 365);
    assert_eq!((api.port, api.drain_seconds), (Some(8080), 60));
    assert_eq!((api.routes[0].host, api.routes[1].host), (None, Some("api.example.com")));
    assert_eq!((api.health.path, api.health.grace_seconds), ("/healthz", 120));
    assert!(matches!(api.size, Size::Scale(scale) if scale.max == 10 && scale.memory == Some(70)));
    let web = &Web::DECLARATION.base;
    assert_eq!((web.size, web.health.path, web.health.codes), (Size::Count(2), "/", "200-399"));
    assert_eq!((web.workload.cpu, web.drain_seconds), (None, 30));

    let sync = OrderSync::DECLARATION;
    assert_eq!(sync.identity.name, "order-sync");
    assert_eq!(sync.base.schedules[1].expression, "cron(0 3 * * ? *)");
    assert_eq!(sync.base.schedules[2].timezone, Some("Europe/Berlin"));
}
