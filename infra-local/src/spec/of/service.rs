//! A service.

use infra_core::blueprint::{ServiceBlueprint, TargetProtocol, WorkloadBlueprint};
use infra_core::declaration;

use super::{Built, SpecError, connection, first_line, revision, unit};
use crate::spec::{Balance, Check, Probe, Runnable, Service, Size};

/// ECS's own threshold of failed tasks: half of them, but within these.
const FAILURES: (u32, u32) = (3, 200);

pub(super) fn of(
    workload: &WorkloadBlueprint,
    service: &ServiceBlueprint,
    built: &Built,
) -> Result<Service, SpecError> {
    let mut units = unit::of(workload, service.dev, built)?;
    let connections = connection::take(workload, &mut units);
    let size = Size { cpu: workload.cpu, memory: workload.memory };
    let replicas = match service.size {
        _ if service.daemon => 1,
        declaration::Size::Count(count) => count,
        declaration::Size::Scale(scale) => scale.tasks.min,
    };
    let runs = service.runs.iter();
    let runs: Vec<Runnable> =
        runs.map(|run| Runnable { variable: run.variable.clone(), task: run.task.identity.name.to_owned() }).collect();
    let rolling = service.deploy.rolling();
    let usual = replicas.div_ceil(2).clamp(FAILURES.0, FAILURES.1);
    Ok(Service {
        item: workload.identity.name.to_owned(),
        description: first_line(workload.identity.description),
        revision: revision::of(&units, size, &connections, &runs),
        units,
        size,
        replicas,
        min_percent: rolling.min,
        max_percent: rolling.max,
        failures: service.breaker.map_or(usual, |breaker| breaker.failures),
        check: check(service),
        drain_seconds: service.drain_seconds,
        balance: balance(service),
        sticky_seconds: service.sticky_seconds,
        slow_start_seconds: service.slow_start_seconds,
        connections,
        before: service.before.iter().map(|task| task.name.to_owned()).collect(),
        runs,
    })
}

fn balance(service: &ServiceBlueprint) -> Balance {
    match service.balance {
        declaration::Balance::RoundRobin => Balance::RoundRobin,
        declaration::Balance::LeastOutstanding => Balance::LeastOutstanding,
        declaration::Balance::Random => Balance::Random,
    }
}

/// How the balancer asks: by HTTP where a route leads there, else by a connection. UDP does not answer.
fn check(service: &ServiceBlueprint) -> Option<Check> {
    let group = *service.target_groups().first()?;
    let health = service.health;
    let probe = match group.protocol {
        TargetProtocol::Http => {
            Probe::Http { port: group.port, path: health.path.to_owned(), codes: health.codes.to_owned() }
        }
        TargetProtocol::Tcp => Probe::Tcp { port: group.port },
        TargetProtocol::Udp => Probe::Tcp { port: service.health_port? },
    };
    Some(Check {
        probe,
        interval_seconds: health.interval_seconds,
        timeout_seconds: health.timeout_seconds,
        healthy: health.healthy,
        unhealthy: health.unhealthy,
        grace_seconds: health.grace_seconds,
    })
}
