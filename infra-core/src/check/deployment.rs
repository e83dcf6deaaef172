//! What must hold between the keys of a deployment.

use crate::Violation;
use crate::declaration::{Deploy, Rolling, ServiceSpec};
use crate::rule::service::{alarm, deploy};

/// The minimum is below the maximum, however many tasks there are.
pub const fn percents(rolling: &Rolling) -> Result<(), Violation> {
    deploy::rolling(rolling.min as u64, rolling.max as u64, 0)
}

/// Traffic that moves has something that directs it.
pub const fn shift(service: &ServiceSpec) -> Result<(), Violation> {
    let (routes, streams) = (service.routes.len() as u64, service.streams.len() as u64);
    deploy::traffic(service.deploy().word(), routes, streams, false)
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
