//! What must hold of a workload for Windows.

use super::attempt::attempt;
use crate::Violation;
use crate::declaration::{ContainerSpec, OperatingSystem, WorkloadSpec};
use crate::rule::platform::windows;

/// What Windows does not know is not asked of it.
pub const fn keys(workload: &WorkloadSpec) -> Result<(), Violation> {
    if matches!(workload.os, OperatingSystem::Linux) {
        return Ok(());
    }
    let os = workload.os.word();
    attempt!(container_keys(os, &workload.container));
    let mut at = 0;
    while at < workload.sidecars.len() {
        attempt!(container_keys(os, &workload.sidecars[at].container));
        at += 1;
    }
    Ok(())
}

const fn container_keys(os: &str, container: &ContainerSpec) -> Result<(), Violation> {
    let asked = [
        ("privileged", container.privileged),
        ("user", container.user.is_some()),
        ("ulimit", !container.ulimits.is_empty()),
        ("read_only", container.read_only),
        ("init", container.init),
        ("gpu", container.gpu.is_some()),
    ];
    let mut at = 0;
    while at < asked.len() {
        if asked[at].1 {
            attempt!(windows::unsupported(os, asked[at].0));
        }
        at += 1;
    }
    Ok(())
}

/// Windows runs on one architecture.
pub const fn architecture(workload: &WorkloadSpec) -> Result<(), Violation> {
    match &workload.architecture {
        Some(architecture) => windows::arch(workload.os.word(), architecture.word()),
        None => Ok(()),
    }
}

/// Windows has one mode of networking.
pub const fn network(workload: &WorkloadSpec) -> Result<(), Violation> {
    windows::network_mode(workload.os.word(), workload.network_mode.word())
}

/// Fargate may lack the newest Windows.
pub const fn on_fargate(workload: &WorkloadSpec) -> Result<(), Violation> {
    if super::family::is_on_fargate(workload, &workload.cluster.base) {
        return windows::fargate_disputed(workload.os.word());
    }
    Ok(())
}
