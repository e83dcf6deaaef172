//! What customers reach: on Fargate, in private subnets, behind one domain.

use infra_aws::prelude::*;

/// Where customers come in.
#[cluster(
    capacity = [fargate(base = 1, weight = 1), fargate_spot(weight = 3)],
    network = new(cidr = "10.40.0.0/16", zones = 2, nat = each),
    load_balancer(
        listen = [http(80, redirect = 443), https(443)],
        domain = "shop.example.com",
        zone = "Z0123456789ABCDEFGHIJ",
        idle = "120s",
        logs = "platform-access-logs"
    ),
    network_balancer(internal),
    namespace = "platform.local",
    insights = enhanced,
    dashboard,
    include = "infra/queue.yaml",

    tags(team = "platform", "cost:centre" = "42"),
    stage(
        dev,
        capacity = fargate,
        network = new(cidr = "10.41.0.0/16", zones = 2),
        load_balancer(listen = [http(80)]),
        insights = on
    )
)]
pub(crate) struct Front;

/// The pages. Customers see a new version all at once, and for five minutes the old one can come back.
#[service(
    cluster = Front,
    image = "public.ecr.aws/nginx/nginx:1.29",
    cpu = "1 vCPU",
    memory = "2 GB",
    arch = arm64,
    port(8080, name = "http", protocol = http),
    route("/*"),
    health("/healthz", every = "10s", timeout = "5s", grace = "60s"),
    connect = [Catalog, Orders],
    env(LOG_LEVEL = "info"),
    check("CMD-SHELL curl -fsS localhost:8080/healthz", every = "10s", start = "30s"),
    user = "101:101",
    init,
    stop = "20s",
    ulimit(nofile = 65536),
    container(
        "telemetry",
        image = "public.ecr.aws/aws-observability/aws-otel-collector:v0.43.0",
        essential = false,
        cpu = 128,
        memory = 256,
        restart(after = "60s")
    ),
    deploy = blue_green(bake = "5m"),
    before = [Migrate],
    scale(
        2..=20,
        requests = 1000,
        in_after = "5m",
        out_after = "30s",
        at("cron(0 7 ? * MON-FRI *)", 6..=20, zone = "Europe/Berlin"),
        at("cron(0 20 ? * MON-FRI *)", 2..=20, zone = "Europe/Berlin")
    ),
    stage(dev, count = 1, deploy = rolling)
)]
pub(crate) struct Storefront;

/// What can be bought. Partners read it under a header of their own, and are counted apart.
#[service(
    cluster = Front,
    image = "hashicorp/http-echo:1.0",
    cpu = 512,
    memory = 1024,
    port(5678, name = "http", protocol = http),
    command = ["-text", "catalog"],
    route("/api/catalog/*", method = ["GET", "HEAD"]),
    route("/api/catalog/*", method = "GET", header("X-Partner", "*"), query("feed", "full")),
    sticky = "1h",
    drain = "20s",
    balance = least_outstanding,
    logs = firelens(
        image = "public.ecr.aws/aws-observability/aws-for-fluent-bit:stable",
        options(Name = "cloudwatch_logs", region = "eu-central-1", log_group_name = "/platform/catalog", auto_create_group = "true")
    ),
    scale(2..=10, cpu = 60, memory = 70),
    breaker(failures = 3)
)]
pub(crate) struct Catalog;

/// Takes orders, and keeps their attachments on a file system that all tasks share.
#[service(
    cluster = Front,
    image = "hashicorp/http-echo:1.0",
    cpu = 512,
    memory = 1024,
    port(5678, name = "http", protocol = http),
    command = ["-text", "orders"],
    route("/api/orders/*", strip),
    env(QUEUE_URL = output("OrdersUrl")),
    secret(DATABASE_URL = "ssm:/{app}/{stage}/database-url", SIGNING_KEY = "secretsmanager:{app}-{stage}-signing#key"),
    allow("sqs:SendMessage", on = "arn:aws:sqs:{region}:{account}:{app}-{stage}-orders"),
    volume("attachments", efs(new, iam), at = "/attachments"),
    volume("work", scratch, at = "/work"),
    read_only,
    storage = "40 GB",
    count = 2,
    deploy = rolling(min = 100, max = 150),
    early(percent = 100)
)]
pub(crate) struct Orders;

/// Writes invoices, when there are orders: nothing runs while the queue is empty.
#[service(
    cluster = Front,
    image = "public.ecr.aws/docker/library/busybox:1.37",
    cpu = 256,
    memory = 512,
    capacity = fargate_spot,
    command = ["sleep", "infinity"],
    env(QUEUE_URL = output("OrdersUrl")),
    scale(0..=10, metric("Platform", "OrdersWaiting", target = 50, dimensions(Queue = "orders")), in_after = "10m"),
    waive("capacity-spot", reason = "invoices may wait")
)]
pub(crate) struct Invoices;

/// One database, on a disk of its own, for what is inside the VPC.
#[service(
    cluster = Front,
    image = "public.ecr.aws/docker/library/postgres:17",
    cpu = "1 vCPU",
    memory = "4 GB",
    capacity = fargate,
    port = 5432,
    stream(5432),
    secret(POSTGRES_PASSWORD = "ssm:/{app}/{stage}/postgres-password"),
    volume("data", ebs("100 GB", gp3, iops = 6000, throughput = 250), at = "/var/lib/postgresql"),
    check("CMD pg_isready -U postgres", every = "10s", start = "60s"),
    stop = "120s",
    egress = ["0.0.0.0/0:443"],
    deploy = rolling(min = 0, max = 100)
)]
pub(crate) struct Ledger;

/// Takes measurements by UDP, and tells over HTTP that it lives.
#[service(
    cluster = Front,
    image = "public.ecr.aws/aws-observability/aws-otel-collector:v0.43.0",
    cpu = 256,
    memory = 512,
    port(13133),
    port(8125, udp),
    stream(8125, udp, to = 8125),
    count = 2
)]
pub(crate) struct Telemetry;

/// Brings the database up to date, before customers see the pages that need it.
#[task(
    cluster = Front,
    image = "public.ecr.aws/docker/library/postgres:17-alpine",
    command = ["psql", "--file", "/migrations/all.sql"],
    connect = [Ledger],
    env(PGHOST = "ledger.platform.local", PGUSER = "postgres"),
    secret(PGPASSWORD = "ssm:/{app}/{stage}/postgres-password")
)]
pub(crate) struct Migrate;

/// Sums up the day, every night at three in Berlin, on spare capacity. What could not be started is kept in a queue.
#[task(
    cluster = Front,
    image = "public.ecr.aws/aws-cli/aws-cli:2.31.0",
    capacity = fargate_spot,
    command = ["s3", "ls", "s3://platform-orders"],
    allow("s3:ListBucket", on = "arn:aws:s3:::platform-orders"),
    schedule = "cron(0 3 * * ? *)",
    timezone = "Europe/Berlin",
    from = "2027-01-01T00:00:00",
    flexible = "15m",
    retries = 3,
    max_age = "1h",
    dead_letter,
    logs(retention = "90d")
)]
pub(crate) struct Report;
