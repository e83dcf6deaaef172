//! Blueprints for tests, as values.

use infra_core::blueprint::{
    Blueprint, ClusterBlueprint, ItemIdentity, Names, PrioritizedRoute, Secret, ServiceBlueprint, TaskBlueprint,
    WorkloadBlueprint, WorkloadKind,
};
use infra_core::declaration::{
    Allow, Architecture, AutoScalingGroup, Capacity, HealthCheck, Listener, ListenerProtocol, LoadBalancer, Nat,
    Network, Provider, Route, Schedule, Size, Source,
};

pub(crate) const CERTIFICATE: &str =
    "arn:aws:acm:eu-west-1:111122223333:certificate/12345678-1234-1234-1234-123456789012";

/// HTTP redirected to HTTPS.
pub(crate) const HTTPS: LoadBalancer = LoadBalancer {
    listen: &[
        Listener { port: 80, protocol: ListenerProtocol::Http, redirect: Some(443) },
        Listener { port: 443, protocol: ListenerProtocol::Https, redirect: None },
    ],
    certificate: Some(CERTIFICATE),
    internal: false,
};

/// A shop on Fargate in a new network without NAT: a service behind HTTP, a scheduled task.
pub(crate) fn fargate_shop() -> Blueprint {
    let names = names("shop", "prod");
    let mut web = service(&names, "web", &[route("/*", None, 40_000), route("/api/*", None, 31_000)]);
    web.secrets = vec![
        ("API_KEY".into(), Secret::Parameter("/shop/prod/api-key".into())),
        ("DB_PASSWORD".into(), Secret::SecretsManager { name: "shop-prod-db".into(), key: Some("password".into()) }),
        ("DB_USER".into(), Secret::SecretsManager { name: "shop-prod-db".into(), key: Some("user".into()) }),
    ];
    web.allow = vec![
        Allow { actions: &["s3:GetObject", "s3:PutObject"], on: &["arn:aws:s3:::shop-{stage}-orders/*"] },
        Allow { actions: &["sqs:SendMessage"], on: &["arn:aws:sqs:{region}:{account}:{app}-orders"] },
    ];
    let rollup = task(&names, "rollup", &[schedule("cron(0 3 * * ? *)", Some("Europe/Berlin"))]);
    let mut cluster = cluster(&names, "cluster", vec![web, rollup]);
    cluster.identity.description = "The shop's cluster.";
    cluster.load_balancer = Some(LoadBalancer::DEFAULT);
    cluster.tags = vec![("team", "checkout")];
    blueprint(names, vec![cluster])
}

/// A shop on two kinds of instances in a new network with a NAT gateway a zone: a service behind HTTPS with its image
/// in ECR, a task with two schedules.
pub(crate) fn ec2_shop() -> Blueprint {
    let names = names("shop", "prod");
    let mut web = service(&names, "web", &[route("/*", Some("shop.example.com"), 20_000)]);
    web.image = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop/web:1.4.2".into();
    let rollup =
        task(&names, "rollup", &[schedule("rate(5 minutes)", None), schedule("at(2027-01-01T00:00:00)", None)]);
    let mut cluster = cluster(&names, "cluster", vec![web, rollup]);
    cluster.capacity = vec![
        Provider { capacity: group("c5n.xlarge", 1, 10), base: 2, weight: 1 },
        Provider { capacity: group("c6in.xlarge", 0, 4), base: 0, weight: 3 },
    ];
    cluster.network = Network::New { cidr: "10.20.0.0/16", zones: 2, nat: Nat::Each };
    cluster.load_balancer = Some(HTTPS);
    blueprint(names, vec![cluster])
}

/// An app in a stage.
pub(crate) fn names(app: &str, stage: &str) -> Names {
    Names { app: app.into(), stage: stage.into() }
}

/// A stage without an account and without protection.
pub(crate) fn blueprint(names: Names, clusters: Vec<ClusterBlueprint>) -> Blueprint {
    Blueprint { names, account: None, protected: false, clusters }
}

/// A cluster on Fargate in the default new network, without a load balancer.
pub(crate) fn cluster(names: &Names, name: &'static str, workloads: Vec<WorkloadBlueprint>) -> ClusterBlueprint {
    ClusterBlueprint {
        identity: identity(names, name),
        capacity: vec![Provider { capacity: Capacity::Fargate, base: 0, weight: 1 }],
        network: Network::DEFAULT,
        load_balancer: None,
        tags: Vec::new(),
        workloads,
    }
}

/// A service of one task on port 8080.
pub(crate) fn service(names: &Names, name: &'static str, routes: &[PrioritizedRoute]) -> WorkloadBlueprint {
    let kind = WorkloadKind::Service(ServiceBlueprint {
        port: Some(8080),
        routes: routes.to_vec(),
        health: HealthCheck::DEFAULT,
        size: Size::DEFAULT,
        drain_seconds: 30,
    });
    let mut service = workload(names, name, kind);
    service.environment = vec![("PORT".into(), "8080".into())];
    service
}

/// A task.
pub(crate) fn task(names: &Names, name: &'static str, schedules: &[Schedule]) -> WorkloadBlueprint {
    workload(names, name, WorkloadKind::Task(TaskBlueprint { schedules: schedules.to_vec() }))
}

/// A route with its priority.
pub(crate) fn route(path: &'static str, host: Option<&'static str>, priority: u32) -> PrioritizedRoute {
    PrioritizedRoute { route: Route { path, host }, priority }
}

/// A schedule.
pub(crate) fn schedule(expression: &'static str, timezone: Option<&'static str>) -> Schedule {
    Schedule { expression, timezone }
}

/// Instances of one type.
pub(crate) fn group(instance_type: &'static str, min: u32, max: u32) -> Capacity {
    Capacity::Ec2(AutoScalingGroup { instance_type, min, max })
}

fn workload(names: &Names, name: &'static str, kind: WorkloadKind) -> WorkloadBlueprint {
    WorkloadBlueprint {
        identity: identity(names, name),
        image: "nginx:1.29".into(),
        cpu: 256,
        memory: 512,
        architecture: Architecture::X86_64,
        command: Vec::new(),
        environment: Vec::new(),
        secrets: Vec::new(),
        allow: Vec::new(),
        log_group: names.log_group(name),
        retention_days: 30,
        kind,
    }
}

fn identity(names: &Names, name: &'static str) -> ItemIdentity {
    ItemIdentity {
        name,
        physical: names.physical(name),
        description: "",
        source: Source { file: "src/bin/infra.rs", line: 1 },
    }
}
