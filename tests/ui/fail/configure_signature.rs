use infra_core::prelude::*;
use infra_macros::{cluster, service};

#[cluster(capacity = fargate)]
struct Shop;

#[service(cluster = Shop, image = "nginx:1.29", configure = without_result)]
struct Web;

fn without_result(_: &Stage<'_>, web: ServiceSpec) -> ServiceSpec {
    web
}

#[service(cluster = Shop, image = "nginx:1.29", configure = of_a_task)]
struct Api;

fn of_a_task(_: &Stage<'_>, task: TaskSpec) -> Result<TaskSpec, String> {
    Ok(task)
}

#[service(cluster = Shop, image = "nginx:1.29", configure = Shop)]
struct Worker;

#[service(cluster = Shop, image = "nginx:1.29", configure = missing)]
struct Lost;

fn main() {}
