use infra_macros::{cluster, service};

const WORD: &str = "serve\0";

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", command = ["serve", "--name=a\0b"])]
struct Nul;

#[service(cluster = Shop, image = "nginx:1.29", command = [WORD])]
struct Constant;

#[service(cluster = Shop, image = "nginx:1.29", command = ["", "serve"])]
struct First;

#[service(cluster = Shop, image = "nginx:1.29", entrypoint = [""])]
struct Entrypoint;

#[service(
    cluster = Shop,
    image = "nginx:1.29",
    entrypoint = [""],
    waive("container-command", reason = "it is known to work here"),
)]
struct Waived;

#[service(cluster = Shop, image = "nginx:1.29", command = ["serve", ""], entrypoint = [])]
struct Legal;

fn main() {}
