//! What services and tasks have in common.

effects! {
    cpu: workload ["cpu"] [cpu = 256, memory = 1024] => [cpu = 512, memory = 1024];
    memory: workload ["memory"] [memory = 512] => [memory = 1024];
    arch: workload ["arch"] [arch = x86_64] => [arch = arm64];
    first_port: task ["port", "port.number"] [] => [port = 9000];
    port: service ["port", "port.number"] [port = 8080] => [port = 9000];
    allow: workload ["allow", "allow.actions", "allow.on"]
        [allow("s3:GetObject", on = "arn:aws:s3:::shop/*")] => [allow("s3:PutObject", on = "arn:aws:s3:::store/*")];
    first_allow: workload ["allow"] [] => [allow("s3:GetObject", on = "arn:aws:s3:::shop/*")];
    log_mode: workload ["logs.mode"] [logs(mode = non_blocking)] => [logs(mode = blocking)];
    retention: workload ["logs", "logs.retention"] [logs(retention = "30d")] => [logs(retention = "90d")];
    port_name: workload ["port.name"] [port(8080)] => [port(8080, name = "http")];
    capacity: workload ["capacity"] [] => [capacity = fargate_spot];
    base: workload ["capacity.fargate.base", "capacity.fargate_spot.base"]
        [capacity = [fargate(base = 1), fargate_spot]] => [capacity = [fargate, fargate_spot(base = 1)]];
    weight: workload ["capacity.fargate.weight", "capacity.fargate_spot.weight"]
        [capacity = [fargate(weight = 1), fargate_spot(weight = 1)]] =>
        [capacity = [fargate(weight = 2), fargate_spot(weight = 3)]];
    provider: workload ["capacity", "capacity.provider.name"]
        [] => [capacity = provider("big")]
        on [capacity = [ec2("c5.large", 1..=3, name = "small"), ec2("c5.xlarge", 1..=3, name = "big", weight = 0)]];
    provider_share: workload ["capacity.provider.base", "capacity.provider.weight"]
        [capacity = [provider("small"), provider("big")]] =>
        [capacity = [provider("small", base = 1), provider("big", weight = 2)]]
        on [capacity = [ec2("c5.large", 1..=3, name = "small"), ec2("c5.xlarge", 1..=3, name = "big")]];
    protocol: workload ["port.protocol"]
        [port(8080, name = "web", protocol = http)] => [port(8080, name = "web", protocol = http2)];
    subnets: workload ["subnets"] [subnets = private] => [subnets = public] on [network = new(nat = one)];
    egress: workload ["egress"] [egress = ["0.0.0.0/0:443"]] => [egress = ["0.0.0.0/0:443", "10.0.0.0/8:5432"]];
    security_groups: workload ["security_groups"] [] => [security_groups = ["sg-0123456789abcdef0"]];
    other_security_groups: workload ["security_groups"]
        [security_groups = ["sg-0123456789abcdef0"]] => [security_groups = ["sg-0123456789abcdef1"]];
    log_group: workload ["logs.group"] [] => [logs(group = "/shop/given")];
    another_log_group: workload ["logs.group"] [logs(group = "/shop/given")] => [logs(group = "/shop/other")];
    own_log_group: workload ["logs.group"] [logs(group = "/shop/given")] => [];
    no_logs: workload ["logs"] [] => [logs = off];
    router: workload ["logs.firelens.image"] [] => [logs = firelens(image = "fluent/fluent-bit:3.2")];
    router_options: workload ["logs.firelens.options", "logs.firelens.secrets"]
        [logs = firelens(options(Name = "datadog"))] =>
        [logs = firelens(options(Name = "datadog", Host = "logs.example.com"), secrets(apikey = "ssm:/shop/datadog"))];
    no_router: workload ["logs"] [logs = firelens] => [];
}
