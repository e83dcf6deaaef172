//! The main container.

effects! {
    image: workload ["image"] [image = "app:1"] => [image = "app:2"];
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
}
