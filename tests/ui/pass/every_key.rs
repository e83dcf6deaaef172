//! Every key in every form it has.
#![deny(warnings, dead_code)]

use infra_core::declaration::{
    Ami, App, Architecture, Balance, Binpack, Cluster, ClusterSpec, Condition, Deploy, Event, FileSystem,
    Image, Insights, Item, ListenerProtocol, LogMode, Logs, Nat, Network, NetworkMode, OperatingSystem, Placement,
    Provider, Range, Service, ServiceSpec, Size, SmokeTest, Spread, Stage, Subnets, Switch, Task, TaskSpec, Variable, VolumeSource,
    WorkloadProvider,
};
use infra_macros::{app, cluster, service, task};

#[cluster(
    name = "main",
    capacity = [
        ec2(
            "c5n.xlarge",
            1..=10,
            name = "batch",
            base = 1,
            weight = 2,
            spot,
            on_demand_base = 2,
            ami = bottlerocket,
            disk("50 GB", gp3, iops = 4000, throughput = 250),
            placement = partition(3),
            target = 90,
            scale_at(schedule = "cron(0 7 * * ? *)", 4..=10),
            scale_at(schedule = "cron(0 19 * * ? *)", 1..=10),
            warm_up = "3m",
            user_data = "[settings.ecs]",
            key = "ops",
            protect_scale_in,
        ),
        ec2(0..=0x10, types = ["c6in.xlarge", "c6i.xlarge"], ami = "ami-0123456789abcdef0"),
    ],
    network = new(cidr = "10.1.0.0/16", zones = 3, nat = each),
    load_balancer(
        listen = [http(80, redirect = 443), https(443), http(8080)],
        certificate = "arn:aws:acm:eu-central-1:111122223333:certificate/12345678-1234-1234-1234-123456789012",
        domain = "shop.example.com",
        zone = "Z0123456789ABCDEFGHIJ",
        internal,
        idle = "2m",
        logs = "shop-access-logs",
        protect,
    ),
    network_balancer(
        certificate = "arn:aws:acm:eu-central-1:111122223333:certificate/12345678-1234-1234-1234-123456789012",
        domain = "db.example.com",
        zone = "Z0123456789ABCDEFGHIJ",
        internal,
        logs = "shop-access-logs",
        protect,
    ),
    namespace = "shop.local",
    insights = enhanced,
    dashboard,
    include = "queue.yaml",
    include = "table.yaml",
    tags(team = "shop", "cost:centre" = "42"),
    tags(type = "a keyword"),
    waive("capacity-spot", reason = "the tasks can wait"),
    configure = smaller,
    stage(prod, insights = off),
)]
struct Shop;

fn smaller(stage: &Stage<'_>, spec: ClusterSpec) -> Result<ClusterSpec, String> {
    if stage.protected { Err("never smaller")? }
    Ok(spec)
}

#[cluster(capacity = [fargate(base = 1, weight = 1), fargate_spot(weight = 3)], network = default)]
struct Fargate;

#[cluster(
    capacity = fargate,
    network = existing(
        vpc = "vpc-0123456789abcdef0",
        public = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
        private = ["subnet-01234567"],
    ),
    load_balancer(listen = http(80)),
)]
struct Existing;

#[cluster(capacity = managed(vcpu = 2..=8, memory = 4..=32, types = ["c7g.*"], name = "any", base = 1, weight = 1))]
struct Managed;

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
    entrypoint = ["/bin/tini", "--"],
    workdir = "/srv",
    user = "1000:1000",
    read_only,
    env(RUST_LOG = "info", "LOWER_case" = ""),
    env(MORE = "1", QUEUE = output("QueueUrl")),
    secret(DATABASE = "ssm:/{app}/{stage}/database", TOKEN = "secretsmanager:tokens#api"),
    allow("s3:GetObject", on = "arn:aws:s3:::bucket/*"),
    allow(["sqs:SendMessage", "sqs:Get*"], on = ["arn:aws:sqs:{region}:{account}:{app}-{stage}", "*"]),
    allow("sns:Publish", "sns:Subscribe", on = "*"),
    execution_role = "arn:aws:iam::111122223333:role/ecs",
    logs(retention = "365d", mode = non_blocking, group = "/shop/api"),
    port(8_080, name = "http", protocol = http2),
    port(9000, udp),
    check("CMD-SHELL curl -f localhost", every = "30s", timeout = "5s", retries = 3, start = "10s"),
    ulimit(nofile = 65536),
    stop = "1m",
    init,
    memory_reservation = 256,
    restart(after = "60s", except = [0]),
    container(
        "proxy",
        image = "envoyproxy/envoy:v1.31.0",
        cpu = 64,
        memory = "128 MB",
        essential = false,
        after(setup = success),
        port = 9901,
        mount("data", at = "/data", read_only),
    ),
    container("setup", image = "busybox:1", command = ["true"], essential = false),
    volume("data", efs("fs-0123456789abcdef0", root = "/sub", iam), at = "/data", read_only),
    volume("new", efs(new), at = "/new"),
    volume("bound", efs("fs-0123456789abcdef0", access_point = "fsap-0123456789abcdef0"), at = "/bound"),
    volume("disk", ebs("20 GB", gp3, iops = 4000, throughput = 250), at = "/disk"),
    volume("folder", host("/var/lib/data"), at = "/folder"),
    volume("empty", scratch, at = "/empty"),
    subnets = private,
    security_groups = ["sg-0123456789abcdef0"],
    egress = ["10.0.0.0/8:5432", "0.0.0.0/0"],
    capacity = [provider("batch", base = 1, weight = 2)],
    network_mode = awsvpc,
    os = linux,
    route("/api/*", method = ["GET", "POST"], header("X-Version", "2*", "3*"), port = 8080, priority = 10, strip),
    route("/*", host = "api.example.com", query("version", "2")),
    stream(5432, tls, to = 8080),
    stream(5433, udp, to = 9000),
    health("/healthz", codes = "200,204", every = "30s", timeout = "10s", healthy = 3, unhealthy = 5, grace = "2m"),
    sticky = "1h",
    slow_start = "30s",
    balance = round_robin,
    scale(
        2..=10,
        cpu = 60,
        memory = 70,
        requests = 1000,
        in_after = "5m",
        out_after = "1m",
        at("cron(0 7 * * ? *)", 4..=20, zone = "Europe/Berlin"),
        metric("Shop", "QueueLength", target = 100, dimensions(Queue = "orders")),
        step(
            "Shop",
            "QueueAge",
            above(100, add = 1),
            above(1000, add = 5),
            below(10, remove = 1),
            every = "5m",
            dimensions(Queue = "orders"),
        ),
        predictive,
    ),
    drain = "1m",
    deploy = rolling(min = 100, max = 200),
    breaker(failures = 3),
    alarms = ["shop-5xx"],
    early(percent = 100),
    before = [OrderSync],
    connect = [Peer],
    runs = [OrderSync, Summarise],
    place(spread = zone, binpack = memory),
    constraint("attribute:ecs.instance-type =~ c5.*"),
    exec = off,
    dev("cargo watch -x 'run --bin web'"),
    patch("/taskDefinition/pidMode", "\"task\""),
    configure = as_it_is,
    stage(prod, count = 4),
)]
struct Api;

fn as_it_is(_: &Stage<'_>, spec: ServiceSpec) -> Result<ServiceSpec, String> {
    Ok(spec)
}

#[service(
    cluster = Fargate,
    image = cargo(
        "web",
        include = ["web/assets", "migrations/*.sql"],
        base = distroless,
        libc = gnu,
        features = ["metrics"],
        profile = "release-lto",
    ),
    arch = arm64,
    port = 80,
    port = 81,
    route("/plain"),
    count = 2u32,
    health(codes = "200-399"),
    command = [],
    capacity = fargate_spot(weight = 1),
    platform = "1.4.0",
    storage = "50 GB",
    logs = off,
    deploy = canary(10, bake = "5m", pause = "24h"),
    smoke = answers,
    balance = least_outstanding,
)]
struct Web;

fn answers(test: &SmokeTest<'_>) -> Result<(), String> {
    if test.url().is_empty() { Err(format!("{} is nowhere", test.service())) } else { Ok(()) }
}

#[service(
    cluster = Fargate,
    image = dockerfile(
        "web/Dockerfile",
        context = "web",
        target = "release",
        args(PROFILE = "release"),
        secrets(netrc = ".netrc"),
    ),
    port = 80,
    route("/files/*"),
    deploy = blue_green(bake = "5m", pause = "1h"),
    logs = firelens(
        image = "fluent/fluent-bit:3.2",
        options(Name = "datadog", Host = "intake.example.com"),
        secrets(apikey = "ssm:/shop/datadog"),
    ),
)]
struct Files;

#[service(cluster = Fargate, image = "nginx", role = "arn:aws:iam::111122223333:role/web", port = 80, route("/line"), deploy = linear(10, every = "1m", bake = "10m", pause = "14d"), balance = random)]
struct Line;

#[service(cluster = Shop, image = "agent:1", daemon, privileged, network_mode = host, deploy = rolling(min = 0, max = 100))]
struct Agent;

#[service(cluster = Shop, image = "peer:1", port = 9100)]
struct Peer;

#[task(
    cluster = Shop,
    image = "rollup@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
    schedule = "rate(5 minutes)",
    schedule = "cron(0 3 * * ? *)",
    schedule = "at(2027-01-01T00:00:00)",
    timezone = "Europe/Berlin",
    flexible = "4m",
    from = "2027-01-01T00:00:00",
    until = "2027-12-31T00:00:00",
    paused,
    on = s3("orders", prefix = "new/"),
    on = event(source = "shop", detail_type = "OrderPlaced", pattern = "{\"total\": [{\"numeric\": [\">\", 100]}]}"),
    retries = 3,
    max_age = "1h",
    dead_letter,
    timeout = "1h",
    fan_out(max = 100, tolerate = 5),
    then = Summarise,
    connect = [Peer],
    configure = unchanged,
    stage(prod, cpu = 512),
)]
struct OrderSync;

fn unchanged(_: &Stage<'_>, spec: TaskSpec) -> Result<TaskSpec, String> {
    Ok(spec)
}

#[task(cluster = Fargate, image = "summarise:1", capacity = fargate, os = windows_2022_core, cpu = 1024, memory = 2048)]
struct Summarise;

static APP: App = app!(
    "shop": Shop, Fargate, Existing, Managed, Plain, Empty, Api, Web, Files, Line, Agent, Peer, OrderSync, Summarise,;
    stages = [dev, "pr-12", prod],
    protect = [prod],
    account(dev = "111122223333", prod = "444455556666"),
);

fn main() {
    infra_core::check::app(&APP).unwrap();
    assert_eq!(APP.stages.names, ["dev", "pr-12", "prod"]);
    assert_eq!(APP.stages.protected, ["prod"]);
    assert_eq!(APP.stages.accounts, [("dev", "111122223333"), ("prod", "444455556666")]);
    assert_eq!(APP.items.len(), 14);
    assert!(matches!(APP.items[6], Item::Service(_)));
    clusters();
    containers();
    services();
    tasks();
}

fn clusters() {
    let shop = Shop::DECLARATION;
    assert_eq!(shop.identity.name, "main");
    let [Provider::Ec2(first), Provider::Ec2(second)] = shop.base.capacity else { panic!("two groups") };
    assert_eq!((first.instance_type, first.name), (Some("c5n.xlarge"), Some("batch")));
    assert_eq!((first.base, first.weight, first.on_demand_base, first.target), (1, 2, 2, 90));
    assert!(first.spot && first.protect_scale_in);
    assert_eq!(first.ami, Ami::Bottlerocket);
    let disk = first.disk.unwrap();
    assert_eq!((disk.size_gib, disk.iops, disk.throughput), (50, Some(4000), Some(250)));
    assert!(matches!(first.placement, Some(Placement::Partition(_))));
    assert_eq!((first.scale_at.len(), first.scale_at[0].instances), (2, Range { min: 4, max: 10 }));
    assert_eq!((first.warm_up_seconds, first.user_data, first.key), (180, Some("[settings.ecs]"), Some("ops")));
    assert_eq!(second.instances, Range { min: 0, max: 16 });
    assert_eq!((second.base, second.weight, second.types.len()), (0, 1, 2));
    assert_eq!(second.ami, Ami::Id("ami-0123456789abcdef0"));
    assert!(matches!(shop.base.network, Network::New(new) if new.zones == 3 && new.nat == Nat::Each));
    let balancer = shop.base.load_balancer.unwrap();
    assert!(balancer.internal && balancer.protect && balancer.certificate.is_some());
    assert_eq!((balancer.domain, balancer.idle_seconds), (Some("shop.example.com"), 120));
    assert_eq!((balancer.zone, balancer.logs), (Some("Z0123456789ABCDEFGHIJ"), Some("shop-access-logs")));
    assert_eq!(balancer.listen[0].redirect(), Some(443));
    assert_eq!(balancer.listen[1].protocol(), ListenerProtocol::Https);
    assert_eq!(shop.base.network_balancer.unwrap().domain, Some("db.example.com"));
    assert_eq!((shop.base.namespace, shop.base.insights), (Some("shop.local"), Insights::Enhanced));
    assert_eq!(shop.resolve("prod").insights, Insights::Off);
    let included = shop.base.include.iter().map(|template| (template.path, template.text.contains("AWS::")));
    assert_eq!(included.collect::<Vec<_>>(), [("queue.yaml", true), ("table.yaml", true)]);
    assert_eq!(shop.base.tags, [("team", "shop"), ("cost:centre", "42"), ("type", "a keyword")]);
    assert_eq!(shop.base.waivers[0].rule, "capacity-spot");
    assert!(shop.configure.is_some());
    assert!(matches!(Fargate::DECLARATION.base.capacity[1], Provider::FargateSpot(_)));
    assert_eq!(Fargate::DECLARATION.base.network, Network::Default);
    assert!(Plain::DECLARATION.base.is_fargate() && Plain::DECLARATION.base == Empty::DECLARATION.base);
    let Network::Existing(existing) = Existing::DECLARATION.base.network else { panic!("a network that exists") };
    assert_eq!(existing.private, ["subnet-01234567"]);
    let Provider::Managed(managed) = Managed::DECLARATION.base.capacity[0] else { panic!("managed instances") };
    assert_eq!((managed.vcpu, managed.memory), (Some(Range { min: 2, max: 8 }), Some(Range { min: 4, max: 32 })));
}

fn containers() {
    let api = &Api::DECLARATION.base.workload;
    let container = &api.container;
    assert_eq!((api.cpu, api.memory, api.architecture), (Some(512), Some(1024), Some(Architecture::X86_64)));
    assert_eq!((container.command, container.entrypoint), (&["serve", "--port", "8080"][..], &["/bin/tini", "--"][..]));
    assert_eq!((container.workdir, container.user), (Some("/srv"), Some("1000:1000")));
    assert!(container.read_only && container.init && !container.privileged);
    assert_eq!(container.environment[2], ("MORE", Variable::Text("1")));
    assert!(matches!(container.environment[3], ("QUEUE", Variable::Output(output)) if output.name == "QueueUrl"));
    assert_eq!(container.secrets[1], ("TOKEN", "secretsmanager:tokens#api"));
    assert_eq!((container.ulimits, container.stop_seconds), (&[("nofile", 65536)][..], Some(60)));
    assert_eq!(container.memory_reservation, Some(256));
    assert_eq!(container.check.unwrap().interval_seconds, 30);
    assert_eq!(container.restart.unwrap().except, [0]);
    assert_eq!(api.allow[2].actions, ["sns:Publish", "sns:Subscribe"]);
    assert_eq!(api.allow[1].on.len(), 2);
    assert!(Line::DECLARATION.base.workload.role.is_some() && api.execution_role.is_some());
    let Logs::CloudWatch(logs) = api.logs else { panic!("CloudWatch Logs") };
    assert_eq!((logs.retention_days, logs.mode, logs.group), (365, LogMode::NonBlocking, Some("/shop/api")));
    assert_eq!((api.port(), api.ports[0].name, api.ports[1].udp), (Some(8080), Some("http"), true));
    let proxy = &api.sidecars[0];
    assert_eq!((proxy.name, proxy.cpu, proxy.memory, proxy.essential), ("proxy", Some(64), Some(128), false));
    assert_eq!(proxy.after, [("setup", Condition::Success)]);
    assert_eq!((proxy.ports[0].number, proxy.mounts[0].volume), (9901, "data"));
    assert_eq!((api.volumes.len(), api.volumes[0].read_only), (6, true));
    assert!(matches!(api.volumes[1].source, VolumeSource::Efs(efs) if efs.file_system == FileSystem::New));
    assert!(matches!(api.volumes[3].source, VolumeSource::Ebs(disk) if disk.size_gib == 20));
    assert_eq!((api.subnets, api.security_groups.len(), api.egress.len()), (Some(Subnets::Private), 1, 2));
    assert!(matches!(api.capacity, [WorkloadProvider::Provider(batch)] if batch.weight == 2));
    assert_eq!((api.network_mode, api.os), (NetworkMode::Awsvpc, OperatingSystem::Linux));
    assert_eq!(api.patches[0].pointer, "/taskDefinition/pidMode");
    let web = &Web::DECLARATION.base.workload;
    assert!(matches!(web.container.image, Image::Cargo(image) if image.bin == "web" && image.include.len() == 2));
    assert_eq!((web.platform, web.storage_gib, web.logs), ("1.4.0", Some(50), Logs::Off));
    let files = &Files::DECLARATION.base.workload;
    assert!(matches!(files.container.image, Image::Dockerfile(file) if file.args == [("PROFILE", "release")]));
    assert!(matches!(files.logs, Logs::Firelens(router) if router.options.len() == 2));
    let agent = &Agent::DECLARATION.base.workload;
    assert!(agent.container.privileged && agent.network_mode == NetworkMode::Host);
}

fn services() {
    let api = &Api::DECLARATION.base;
    assert_eq!(Api::DECLARATION.identity.description, "In a block, of two lines.");
    assert_eq!((api.routes[0].host, api.routes[1].host), (None, Some("api.example.com")));
    assert_eq!((api.routes[0].methods, api.routes[0].port), (&["GET", "POST"][..], Some(8080)));
    assert_eq!((api.routes[0].priority, api.routes[0].strip), (Some(10), true));
    assert_eq!(api.routes[0].headers[0].values, ["2*", "3*"]);
    assert_eq!(api.routes[1].query[0].value, "2");
    assert_eq!((api.streams[0].tls, api.streams[1].udp, api.streams[1].to), (true, true, Some(9000)));
    assert_eq!((api.health().path, api.health().grace_seconds), ("/healthz", 120));
    assert_eq!((api.sticky_seconds, api.slow_start_seconds, api.drain_seconds), (Some(3600), Some(30), Some(60)));
    let Size::Scale(scale) = api.size() else { panic!("it scales") };
    assert_eq!((scale.tasks, scale.memory, scale.requests), (Range { min: 2, max: 10 }, Some(70), Some(1000)));
    assert_eq!((scale.in_after_seconds, scale.out_after_seconds, scale.predictive), (300, 60, true));
    assert_eq!((scale.at[0].zone, scale.metrics[0].target), (Some("Europe/Berlin"), 100));
    assert!(matches!(api.deploy(), Deploy::Rolling(rolling) if rolling.max == 200));
    assert_eq!((api.breaker.unwrap().failures, api.early.unwrap().percent), (3, 100));
    assert_eq!((api.alarms, api.before[0].item), (&["shop-5xx"][..], "OrderSync"));
    assert_eq!((api.workload.connect[0].item, api.runs[1].item), ("Peer", "Summarise"));
    let place = api.place.unwrap();
    assert_eq!((place.spread, place.binpack), (Some(Spread::Zone), Some(Binpack::Memory)));
    assert_eq!((api.constraints.len(), api.exec), (1, Some(Switch::Off)));
    assert_eq!(api.dev, Some("cargo watch -x 'run --bin web'"));
    assert_eq!(Api::DECLARATION.resolve("prod").size(), Size::Count(4));
    let web = &Web::DECLARATION.base;
    assert_eq!((web.size(), web.health().path, web.health().codes), (Size::Count(2), "/", "200-399"));
    assert_eq!((web.workload.cpu, web.drain_seconds(), web.balance), (None, 30, Balance::LeastOutstanding));
    assert!(matches!(web.deploy(), Deploy::Canary(canary) if canary.percent == 10));
    assert_eq!((web.deploy().pause_seconds(), web.deploy().moving_seconds()), (Some(86_400), 600));
    let stage = Stage { app: "app", name: "prod", account: None, protected: false };
    let smoke = web.smoke.unwrap().0;
    assert_eq!(smoke(&SmokeTest::new(stage, "web", "app-prod-web", "")), Err("web is nowhere".to_owned()));
    assert_eq!(smoke(&SmokeTest::new(stage, "web", "app-prod-web", "http://localhost")), Ok(()));
    assert!(matches!(Files::DECLARATION.base.deploy(), Deploy::BlueGreen(all) if all.bake_seconds == 300));
    assert!(matches!(Line::DECLARATION.base.deploy(), Deploy::Linear(line) if (line.every_seconds, line.bake_seconds) == (60, 600)));
    assert!(Agent::DECLARATION.base.daemon);
}

fn tasks() {
    let sync = OrderSync::DECLARATION;
    assert_eq!(sync.identity.name, "order-sync");
    let sync = &sync.base;
    assert_eq!((sync.schedules[1], sync.timezone), ("cron(0 3 * * ? *)", Some("Europe/Berlin")));
    assert_eq!((sync.flexible_seconds, sync.retries, sync.max_age_seconds), (Some(240), 3, Some(3600)));
    assert_eq!((sync.from, sync.until), (Some("2027-01-01T00:00:00"), Some("2027-12-31T00:00:00")));
    assert!(sync.paused && sync.dead_letter);
    assert!(matches!(sync.on[0], Event::S3(event) if event.prefix == Some("new/")));
    assert!(matches!(sync.on[1], Event::Event(event) if event.pattern.is_some()));
    assert_eq!((sync.timeout_seconds, sync.fan_out.unwrap().tolerate), (Some(3600), 5));
    assert_eq!(sync.then.unwrap().item, "Summarise");
    assert_eq!(Summarise::DECLARATION.base.workload.os, OperatingSystem::Windows2022Core);
}
