//! The main container.

effects! {
    image: workload ["image"] [image = "app:1"] => [image = "app:2"];
    first_built: workload ["image"] [image = "app:1"] => [image = cargo("app")];
    binary: workload ["image.cargo.bin"] [image = cargo("app")] => [image = cargo("other")];
    cargo: workload ["image.cargo.include", "image.cargo.base", "image.cargo.libc", "image.cargo.features", "image.cargo.profile"]
        [image = cargo("app")] =>
        [image = cargo("app", include = ["assets"], base = distroless, libc = gnu, features = ["metrics"], profile = "dist")];
    dockerfile: workload ["image.dockerfile.path", "image.dockerfile.context", "image.dockerfile.target", "image.dockerfile.args",
        "image.dockerfile.secrets"]
        [image = dockerfile("Dockerfile")] =>
        [image = dockerfile("app/Dockerfile", context = "app", target = "release", args(PROFILE = "dist"), secrets(netrc = ".netrc"))];
    command: workload ["command"] [command = ["serve"]] => [command = ["serve", "--verbose"]];
    entrypoint: workload ["entrypoint"] [] => [entrypoint = ["/bin/tini", "--"]];
    workdir: workload ["workdir"] [workdir = "/srv"] => [workdir = "/opt"];
    user: workload ["user"] [] => [user = "1000:1000"];
    read_only: workload ["read_only"] [] => [read_only];
    env: workload ["env"] [env(LEVEL = "info")] => [env(LEVEL = "debug")];
    output: workload ["env.output.name"]
        [env(ORDERS = output("OrdersUrl"))] => [env(ORDERS = output("OrdersArn"))] on [include = "templates/queue.yaml"];
    secret: workload ["secret"] [secret(KEY = "ssm:/shop/key")] => [secret(KEY = "ssm:/shop/other")];
    first_secret: workload ["secret"] [] => [secret(KEY = "secretsmanager:shop")];
    ulimit: workload ["ulimit"] [ulimit(nofile = 1024)] => [ulimit(nofile = 65536)];
    stop: workload ["stop"] [stop = "30s"] => [stop = "60s"];
    init: task ["init"] [] => [init];
    check: workload ["check", "check.command", "check.every", "check.timeout", "check.retries", "check.start"]
        [check("CMD true")] => [check("CMD-SHELL true", every = "20s", timeout = "4s", retries = 2, start = "10s")];
    first_check: workload ["check"] [] => [check("CMD true")];
    memory_reservation: workload ["memory_reservation"] [memory_reservation = 128] => [memory_reservation = 256];
    restart: workload ["restart", "restart.after", "restart.except"]
        [restart(after = "60s")] => [restart(after = "120s", except = [0])];
    privileged: workload ["privileged"] [] => [privileged] on [capacity = ec2("c5.large", 2..=4)];
    gpu: workload ["gpu"] [] => [gpu = 1] on [capacity = ec2("g4dn.xlarge", 1..=4)];
    fewer_gpus: service ["gpu"] [gpu = 2] => [gpu = 1] on [capacity = ec2("g4dn.12xlarge", 1..=4)];
    datagrams: workload ["port.udp"] [port = 8080] => [port = 8080, port(9000, udp)];
    patch: workload ["patch", "patch.pointer", "patch.value"] [] => [patch("/taskDefinition/pidMode", "\"task\"")];
}
