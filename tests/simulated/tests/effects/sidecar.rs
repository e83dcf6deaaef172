//! Containers beside the main one.

effects! {
    container: workload ["container", "container.name"]
        [] => [cpu = 512, memory = 1024, container("proxy", image = "proxy:1")];
    cargo: workload ["container.image.cargo.bin", "container.image.cargo.include", "container.image.cargo.base",
        "container.image.cargo.libc", "container.image.cargo.features", "container.image.cargo.profile"]
        [container("proxy", image = cargo("proxy"))] =>
        [container("proxy", image = cargo("other", include = ["assets"], base = distroless, libc = gnu,
            features = ["metrics"], profile = "dist"))];
    dockerfile: workload ["container.image.dockerfile.path", "container.image.dockerfile.context",
        "container.image.dockerfile.target", "container.image.dockerfile.args", "container.image.dockerfile.secrets"]
        [container("proxy", image = dockerfile("Dockerfile"))] =>
        [container("proxy", image = dockerfile("proxy/Dockerfile", context = "proxy", target = "release",
            args(PROFILE = "dist"), secrets(netrc = ".netrc")))];
    image: workload ["container.image"]
        [container("proxy", image = "proxy:1")] => [container("proxy", image = "proxy:2")];
    size: workload ["container.cpu", "container.memory", "container.memory_reservation"]
        [container("proxy", image = "proxy:1", cpu = 64, memory = 128, memory_reservation = 64)] =>
        [container("proxy", image = "proxy:1", cpu = 32, memory = 192, memory_reservation = 96)];
    process: workload ["container.command", "container.entrypoint", "container.workdir", "container.user"]
        [container("proxy", image = "proxy:1")] =>
        [container("proxy", image = "proxy:1", command = ["serve"], entrypoint = ["/init"], workdir = "/srv", user = "1000")];
    flags: workload ["container.read_only", "container.init", "container.essential"]
        [container("proxy", image = "proxy:1")] =>
        [container("proxy", image = "proxy:1", read_only, init, essential = false)];
    variables: workload ["container.env", "container.secret", "container.ulimit", "container.stop"]
        [container("proxy", image = "proxy:1")] =>
        [container("proxy", image = "proxy:1", env(LEVEL = "info"), secret(KEY = "ssm:/shop/key"), ulimit(nofile = 65536),
                   stop = "60s")];
    output: workload ["container.env.output.name"]
        [container("proxy", image = "proxy:1", env(ORDERS = output("OrdersUrl")))] =>
        [container("proxy", image = "proxy:1", env(ORDERS = output("OrdersArn")))] on [include = "templates/queue.yaml"];
    check: workload ["container.check", "container.check.command", "container.check.every", "container.check.timeout",
                     "container.check.retries", "container.check.start"]
        [container("proxy", image = "proxy:1", check("CMD true"))] =>
        [container("proxy", image = "proxy:1",
                   check("CMD-SHELL true", every = "20s", timeout = "4s", retries = 2, start = "10s"))];
    restart: workload ["container.restart", "container.restart.after", "container.restart.except"]
        [container("proxy", image = "proxy:1")] =>
        [container("proxy", image = "proxy:1", restart(after = "60s", except = [0]))];
    port: workload ["container.port", "container.port.number", "container.port.name", "container.port.protocol"]
        [container("proxy", image = "proxy:1")] =>
        [container("proxy", image = "proxy:1", port(9901, name = "admin", protocol = http))];
    datagrams: workload ["container.port.udp"]
        [container("proxy", image = "proxy:1", port(9901))] => [container("proxy", image = "proxy:1", port(9901, udp))];
    privileged: workload ["container.privileged"]
        [container("proxy", image = "proxy:1")] => [container("proxy", image = "proxy:1", privileged)]
        on [capacity = ec2("c5.large", 2..=4)];
    order: workload ["container.after"]
        [container("setup", image = "setup:1"), container("proxy", image = "proxy:1")] =>
        [container("setup", image = "setup:1"), container("proxy", image = "proxy:1", after(setup = start))];
    main_after: workload ["after"]
        [container("proxy", image = "proxy:1", check("CMD true"))] =>
        [container("proxy", image = "proxy:1", check("CMD true")), after(proxy = start)];
    gpu: workload ["container.gpu"]
        [container("model", image = "model:1")] => [container("model", image = "model:1", gpu = 1)]
        on [capacity = ec2("g4dn.xlarge", 2..=4)];
}
