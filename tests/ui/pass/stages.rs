//! What an override takes the place of, and what it leaves.
#![deny(warnings, dead_code)]

use infra_core::declaration::{Cluster, Service, Size, Task, Variable};
use infra_macros::{app, cluster, service, task};

#[cluster(
    capacity = ec2("c5.large", 1..=2),
    tags(team = "shop", stage = "any"),
    stage(prod, capacity = fargate, tags(stage = "prod")),
)]
struct Shop;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    cpu = 512,
    memory = 1024,
    env(A = "1", B = "2"),
    secret(C = "ssm:/c"),
    allow("s3:GetObject", on = "*"),
    port = 80,
    route("/*"),
    health("/healthz", every = "20s", grace = "2m"),
    scale(1..=2, cpu = 50),
    stage(
        prod,
        memory = "2 GB",
        env(B = "3", C = "4"),
        allow("s3:PutObject", on = "*"),
        route("/", host = "a.example.com"),
        health("/health"),
        count = 3,
    ),
    stage("pr-12", scale(1..=5, memory = 50)),
)]
struct Web;

#[service(cluster = Shop, image = "nginx:1.29", count = 2, stage(prod, scale(2..=4, cpu = 60)))]
struct Api;

#[task(
    cluster = Shop,
    image = "rollup:1",
    schedule = "rate(5 minutes)",
    timezone = "UTC",
    stage(prod, schedule = "rate(1 hour)", schedule = "rate(1 day)"),
    stage(dev, timezone = "Europe/Berlin"),
)]
struct Rollup;

fn main() {
    let app = app!("shop": Shop, Web, Api, Rollup; stages = [dev, "pr-12", prod]);
    infra_core::check::app(&app).unwrap();

    let prod = Shop::DECLARATION.resolve("prod");
    assert!(prod.is_fargate());
    assert_eq!(prod.tags, [("team", "shop"), ("stage", "prod")]);
    assert!(!Shop::DECLARATION.resolve("dev").is_fargate());

    let (base, prod) = (Web::DECLARATION.resolve("dev"), Web::DECLARATION.resolve("prod"));
    assert_eq!((base.workload.memory, prod.workload.cpu, prod.workload.memory), (Some(1024), Some(512), Some(2048)));
    let text = Variable::Text;
    let variables = [("A", text("1")), ("B", text("3")), ("C", text("4"))];
    assert_eq!(prod.workload.container.environment, variables);
    assert!(prod.workload.container.secrets.is_empty(), "a name is in one of the two");
    assert_eq!(prod.workload.allow[0].actions, ["s3:PutObject"]);
    assert_eq!((prod.routes.len(), prod.routes[0].path, prod.workload.port()), (1, "/", Some(80)));
    assert_eq!((prod.health().path, prod.health().interval_seconds), ("/health", 10), "a key is replaced whole");
    assert_eq!(prod.size(), Size::Count(3));
    assert!(matches!(base.size(), Size::Scale(scale) if scale.cpu == Some(50)));
    assert!(matches!(Web::DECLARATION.resolve("pr-12").size(), Size::Scale(scale) if scale.cpu.is_none()));
    assert!(matches!(Api::DECLARATION.resolve("prod").size(), Size::Scale(scale) if scale.tasks.max == 4));

    let prod = Rollup::DECLARATION.resolve("prod");
    assert_eq!((prod.schedules.len(), prod.timezone), (2, Some("UTC")));
    assert_eq!(Rollup::DECLARATION.resolve("dev").timezone, Some("Europe/Berlin"));
}
