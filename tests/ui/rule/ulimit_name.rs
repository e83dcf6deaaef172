use infra_macros::{cluster, service};

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", ulimit(nofiles = 1024))]
struct Unknown;

#[service(cluster = Shop, image = "nginx:1.29", ulimit("open files" = 1024))]
struct Far;

#[service(cluster = Shop, image = "nginx:1.29", ulimit(core = 0, nofile = 65536, stack = 8192))]
struct Legal;

fn main() {}
