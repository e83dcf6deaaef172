//! What must hold between the keys of a deployment.

use super::attempt::attempt;
use crate::Violation;
use crate::declaration::{Deploy, Linear, LoadBalancer, Rolling, ServiceSpec};
use crate::rule::service::{alarm, deploy, shift};

/// The minimum is below the maximum, however many tasks there are.
pub const fn percents(rolling: &Rolling) -> Result<(), Violation> {
    deploy::rolling(rolling.min as u64, rolling.max as u64, 0)
}

/// A linear deployment is over in time.
pub const fn linear_time(linear: &Linear) -> Result<(), Violation> {
    // What is wrong with a number alone, is told of it.
    let possible =
        deploy::every(linear.every_seconds as u64).is_ok() && deploy::bake(linear.bake_seconds as u64).is_ok();
    if !possible || deploy::linear(linear.percent as u64).is_err() {
        return Ok(());
    }
    shift::linear_time(linear.percent as u64, linear.every_seconds as u64, linear.bake_seconds as u64)
}

/// Traffic that moves has something that directs it: one route, on one listener.
pub const fn traffic(service: &ServiceSpec) -> Result<(), Violation> {
    let (routes, streams) = (service.routes.len() as u64, service.streams.len() as u64);
    let deploy = service.deploy();
    attempt!(shift::traffic(deploy.word(), routes, streams, false), shift::one_route(deploy.word(), routes + streams));
    match &service.workload.cluster.base.load_balancer {
        Some(balancer) if routes > 0 => shift::one_listener(deploy.word(), listeners(balancer)),
        _ => Ok(()),
    }
}

/// How many listeners of a load balancer take rules.
const fn listeners(balancer: &LoadBalancer) -> u64 {
    let (mut count, mut at) = (0, 0);
    while at < balancer.listeners().len() {
        count += balancer.listeners()[at].redirect().is_none() as u64;
        at += 1;
    }
    count
}

/// What only rolling deployments have, is not said of others.
pub const fn rolling_alone(service: &ServiceSpec) -> Result<(), Violation> {
    let deploy = service.deploy();
    attempt!(
        shift::early(deploy.word(), service.early.is_some()),
        shift::breaker(deploy.word(), service.breaker.is_some())
    );
    Ok(())
}

/// A smoke test has tasks that do not serve yet, and a way to them.
pub const fn smoke(service: &ServiceSpec) -> Result<(), Violation> {
    let tested = service.smoke.is_some();
    attempt!(shift::smoke(service.deploy().word(), tested), shift::smoke_route(tested, service.routes.len() as u64));
    Ok(())
}

/// No client is held with the old tasks while the traffic moves.
pub const fn sticky(service: &ServiceSpec) -> Result<(), Violation> {
    shift::sticky(service.deploy().word(), service.sticky_seconds.is_some())
}

/// No alarm is listed twice.
pub const fn alarms(service: &ServiceSpec) -> Result<(), Violation> {
    alarm::once(service.alarms)
}

/// A deployment does not count as done before its minimum is there.
pub const fn early(service: &ServiceSpec) -> Result<(), Violation> {
    match (&service.early, service.deploy()) {
        (Some(early), Deploy::Rolling(rolling)) => deploy::early_above_min(early.percent as u64, rolling.min as u64),
        _ => Ok(()),
    }
}
