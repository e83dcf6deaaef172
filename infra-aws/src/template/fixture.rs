//! Blueprints for tests, as values.

use std::ops::RangeInclusive;

use infra_core::blueprint::{
    Blueprint, ClusterBlueprint, Connection, ContainerBlueprint, Endpoint, ItemIdentity, LogGroup, LogsBlueprint,
    Names, PrioritizedRoute, Runtime, Schedule, Secret, ServiceBlueprint, TaskBlueprint, WorkloadBlueprint,
    WorkloadKind,
};
use infra_core::declaration::{
    Allow, Architecture, AutoScalingGroup, Balance, Deploy, FargateProvider, HealthCheck, Insights, Listener,
    ListenerPort, LoadBalancer, LogMode, Nat, Network, NewNetwork, Port, Provider, Range, Rolling, Route, Size, Source,
};

pub(crate) const CERTIFICATE: &str =
    "arn:aws:acm:eu-west-1:111122223333:certificate/12345678-1234-1234-1234-123456789012";

/// HTTP redirected to HTTPS.
pub(crate) const HTTPS: LoadBalancer = LoadBalancer {
    listen: &[
        Listener::Http(ListenerPort { redirect: Some(443), ..ListenerPort::new(80) }),
        Listener::Https(ListenerPort::new(443)),
    ],
    certificate: Some(CERTIFICATE),
    ..LoadBalancer::new()
};

/// A shop on Fargate in a new network without NAT: a service behind HTTP, a scheduled task.
pub(crate) fn fargate_shop() -> Blueprint {
    let names = names("shop", "prod");
    let mut web = service(&names, "web", &[route("/*", None, 40_000), route("/api/*", None, 31_000)]);
    web.container.secrets = vec![
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
    cluster.load_balancer = Some(LoadBalancer::new());
    cluster.tags = vec![("team", "checkout")];
    blueprint(names, vec![cluster])
}

/// A shop on two kinds of instances in a new network with a NAT gateway a zone: a service behind HTTPS with its image
/// in ECR, a task with two schedules.
pub(crate) fn ec2_shop() -> Blueprint {
    let names = names("shop", "prod");
    let mut web = service(&names, "web", &[route("/*", Some("shop.example.com"), 20_000)]);
    web.container.image = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop/web:1.4.2".into();
    let rollup =
        task(&names, "rollup", &[schedule("rate(5 minutes)", None), schedule("at(2027-01-01T00:00:00)", None)]);
    let mut cluster = cluster(&names, "cluster", vec![web, rollup]);
    cluster.capacity = vec![group("c5n.xlarge", 1..=10, 2, 1), group("c6in.xlarge", 0..=4, 0, 3)];
    cluster.network = network("10.20.0.0/16", 2, Nat::Each);
    cluster.load_balancer = Some(HTTPS);
    blueprint(names, vec![cluster])
}

/// An app in a stage.
pub(crate) fn names(app: &str, stage: &str) -> Names {
    Names { app: app.into(), stage: stage.into() }
}

/// A stage without an account and without protection.
pub(crate) fn blueprint(names: Names, clusters: Vec<ClusterBlueprint>) -> Blueprint {
    Blueprint {
        names,
        account: None,
        protected: false,
        clusters,
        configured: Vec::new(),
        warnings: Vec::new(),
        waived: Vec::new(),
        pending: Vec::new(),
    }
}

/// A cluster on Fargate in the default new network, without a load balancer.
pub(crate) fn cluster(names: &Names, name: &'static str, workloads: Vec<WorkloadBlueprint>) -> ClusterBlueprint {
    ClusterBlueprint {
        include: Vec::new(),
        identity: identity(names, name),
        capacity: vec![Provider::Fargate(FargateProvider::new())],
        network: Network::New(NewNetwork::new()),
        load_balancer: None,
        network_balancer: None,
        namespace: None,
        insights: Insights::On,
        dashboard: false,
        tags: Vec::new(),
        workloads,
    }
}

/// A service of one task on port 8080.
pub(crate) fn service(names: &Names, name: &'static str, routes: &[PrioritizedRoute]) -> WorkloadBlueprint {
    let mut service = workload(names, name, WorkloadKind::Service(service_blueprint(routes)));
    service.container.environment = vec![("PORT".into(), "8080".into())];
    service
}

/// What only a service has, on port 8080.
pub(crate) fn service_blueprint(routes: &[PrioritizedRoute]) -> ServiceBlueprint {
    ServiceBlueprint {
        port: Some(8080),
        routes: routes.to_vec(),
        streams: Vec::new(),
        health_port: Some(8080),
        health: HealthCheck::new(),
        size: Size::Count(1),
        drain_seconds: 30,
        sticky_seconds: None,
        slow_start_seconds: None,
        balance: Balance::RoundRobin,
        deploy: Deploy::Rolling(Rolling::new()),
        before: Vec::new(),
        runs: Vec::new(),
        smoke: None,
        breaker: None,
        alarms: Vec::new(),
        early: None,
        endpoints: Vec::new(),
        named: false,
        called_from_instances: false,
        daemon: false,
        place: None,
        constraints: Vec::new(),
        exec: false,
        dev: None,
    }
}

/// A shop whose pages call its API, with shells in both.
pub(crate) fn connected_shop() -> Blueprint {
    let names = names("shop", "prod");
    let mut web = service(&names, "web", &[route("/*", None, 40_000)]);
    let mut api = service(&names, "order-api", &[]);
    let physical = names.physical("order-api");
    web.connections = vec![Connection { item: "order-api", physical, ports: vec![8080, 9090] }];
    if let WorkloadKind::Service(service) = &mut web.kind {
        service.exec = true;
    }
    if let WorkloadKind::Service(service) = &mut api.kind {
        let endpoint = |port: u16| Endpoint { port, port_name: format!("port-{port}") };
        service.endpoints = vec![endpoint(8080), endpoint(9090)];
        service.named = true;
        service.exec = true;
    }
    let mut cluster = cluster(&names, "cluster", vec![web, api]);
    cluster.load_balancer = Some(LoadBalancer::new());
    cluster.namespace = Some("shop.internal".to_owned());
    blueprint(names, vec![cluster])
}

/// A service whose deployments move the traffic of its route.
pub(crate) fn moving_service(names: &Names, name: &'static str, deploy: Deploy) -> WorkloadBlueprint {
    let route = PrioritizedRoute { test_priority: Some(39_999), ..route("/*", None, 40_000) };
    let service = ServiceBlueprint { deploy, ..service_blueprint(&[route]) };
    workload(names, name, WorkloadKind::Service(service))
}

/// A shop on Fargate with one service, whose deployments move its traffic.
pub(crate) fn moving_shop(deploy: Deploy) -> Blueprint {
    let names = names("shop", "prod");
    let mut cluster = cluster(&names, "cluster", vec![moving_service(&names, "web", deploy)]);
    cluster.load_balancer = Some(LoadBalancer::new());
    blueprint(names, vec![cluster])
}

/// A task.
pub(crate) fn task(names: &Names, name: &'static str, schedules: &[Schedule]) -> WorkloadBlueprint {
    let task = TaskBlueprint {
        schedules: schedules.to_vec(),
        flexible_seconds: None,
        paused: false,
        retries: 0,
        max_age_seconds: None,
        from: None,
        until: None,
        dead_letter: false,
        run_by: Vec::new(),
    };
    workload(names, name, WorkloadKind::Task(task))
}

/// A route with its priority.
pub(crate) fn route(path: &'static str, host: Option<&'static str>, priority: u32) -> PrioritizedRoute {
    PrioritizedRoute { route: Route { host, ..Route::new(path) }, priority, test_priority: None }
}

/// A schedule.
pub(crate) fn schedule(expression: &'static str, timezone: Option<&'static str>) -> Schedule {
    Schedule { expression, timezone }
}

/// Instances of one type, with the base and the weight of their provider.
pub(crate) fn group(instance_type: &'static str, instances: RangeInclusive<u32>, base: u32, weight: u32) -> Provider {
    let instances = Range { min: *instances.start(), max: *instances.end() };
    let instance_type = Some(instance_type);
    Provider::Ec2(AutoScalingGroup { instance_type, base, weight, ..AutoScalingGroup::new(instances) })
}

/// A new network.
pub(crate) fn network(cidr: &'static str, zones: u8, nat: Nat) -> Network {
    Network::New(NewNetwork { cidr, zones, nat })
}

fn workload(names: &Names, name: &'static str, kind: WorkloadKind) -> WorkloadBlueprint {
    let port = match &kind {
        WorkloadKind::Service(service) => service.port,
        WorkloadKind::Task(_) => None,
    };
    WorkloadBlueprint {
        identity: identity(names, name),
        capacity: Vec::new(),
        cpu: 256,
        memory: 512,
        architecture: Architecture::X86_64,
        subnets: None,
        security_groups: Vec::new(),
        egress: Vec::new(),
        connections: Vec::new(),
        container: ContainerBlueprint {
            ports: port.map(Port::new).into_iter().collect(),
            ..container(name, "nginx:1.29")
        },
        sidecars: Vec::new(),
        allow: Vec::new(),
        logs: LogsBlueprint { group: Some(log_group(names.log_group(name))), router: None },
        patches: Vec::new(),
        runtime: Runtime::default(),
        volumes: Vec::new(),
        kind,
    }
}

/// A container.
pub(crate) fn container(name: &str, image: &str) -> ContainerBlueprint {
    ContainerBlueprint { name: name.into(), image: image.into(), essential: true, ..ContainerBlueprint::default() }
}

/// A log group of the project's own making.
pub(crate) fn log_group(name: String) -> LogGroup {
    LogGroup { name, retention_days: Some(30), mode: LogMode::NonBlocking }
}

fn identity(names: &Names, name: &'static str) -> ItemIdentity {
    ItemIdentity {
        name,
        physical: names.physical(name),
        description: "",
        source: Source { file: "src/bin/infra.rs", line: 1 },
    }
}
