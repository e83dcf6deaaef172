//! Services that `configure` functions change when the program runs: as they may, and as they may not.
#![expect(clippy::unnecessary_wraps, reason = "a function that `configure` names tells by a `Result`")]

use infra_aws::core::declaration::{FargateProvider, Provider};
use infra_aws::prelude::*;

/// Everything on spot capacity as the program runs, which is worth a warning.
#[cluster(capacity = fargate, network = default, configure = cheap)]
pub(super) struct Plain;

fn cheap(_: &Stage<'_>, mut cluster: ClusterSpec) -> Result<ClusterSpec, Box<dyn std::error::Error>> {
    const SPOT: &[Provider] = &[Provider::FargateSpot(FargateProvider::new())];
    cluster.capacity = SPOT;
    Ok(cluster)
}

/// Pages of twice the size.
#[service(cluster = Plain, image = "nginx:1.29", cpu = 512, memory = 2048, configure = doubled)]
pub(super) struct Pages;

fn doubled(_: &Stage<'_>, mut pages: ServiceSpec) -> Result<ServiceSpec, Box<dyn std::error::Error>> {
    pages.workload.cpu = Some(1024);
    Ok(pages)
}

/// Pages of a size that Fargate does not have.
#[service(cluster = Plain, image = "nginx:1.29", cpu = 512, memory = 2048, configure = broken)]
pub(super) struct Broken;

fn broken(_: &Stage<'_>, mut pages: ServiceSpec) -> Result<ServiceSpec, Box<dyn std::error::Error>> {
    pages.workload.memory = Some(300);
    Ok(pages)
}

/// Pages whose size nobody tells.
#[service(cluster = Plain, image = "nginx:1.29", cpu = 512, memory = 2048, configure = failing)]
pub(super) struct Failing;

fn failing(stage: &Stage<'_>, _: ServiceSpec) -> Result<ServiceSpec, Box<dyn std::error::Error>> {
    Err(format!("no quota is known for {}", stage.name).into())
}

/// A task that is to be stopped in time, which is not deployed yet.
#[task(cluster = Plain, image = "nginx:1.29", cpu = 512, memory = 2048, configure = unfinished)]
pub(super) struct Unfinished;

fn unfinished(_: &Stage<'_>, mut task: TaskSpec) -> Result<TaskSpec, Box<dyn std::error::Error>> {
    task.timeout_seconds = Some(3_600);
    Ok(task)
}

pub(super) const APP: App = app!("plain": Plain, Pages);
pub(super) const BROKEN: App = app!("plain": Plain, Broken);
pub(super) const FAILING: App = app!("plain": Plain, Failing);
pub(super) const UNFINISHED: App = app!("plain": Plain, Unfinished);
