//! How a new deployment acts on a service's tasks, and about how long it takes.

use infra_core::blueprint::ServiceBlueprint;
use infra_core::declaration::Deploy;
use infra_core::plan::{Detail, Effect};

use super::steps::remark;
use crate::observe::ObservedService;
use crate::rollout::estimate;

/// What a deployment of `declared` does to the tasks that run.
pub(super) fn restart(declared: &ServiceBlueprint, observed: &ObservedService) -> Effect {
    let running = observed.service.count.unwrap_or_default().max(observed.running);
    let tasks = u32::try_from(running).unwrap_or_default();
    let seconds = estimate(declared, tasks).seconds;
    let strategy = match declared.deploy {
        Deploy::Rolling(_) => return Effect::RollingRestart { tasks, seconds },
        Deploy::BlueGreen(_) => "blue/green",
        Deploy::Canary(_) => "canary",
        Deploy::Linear(_) => "linear",
    };
    Effect::TrafficShift { strategy, tasks, seconds }
}

/// What a deployment of `declared` waits for before production's traffic moves.
pub(super) fn waits(declared: &ServiceBlueprint) -> Option<Detail> {
    let tested = declared.smoke.map(|_| "its smoke test".to_owned());
    let approved = declared.deploy.pause_seconds().map(|seconds| {
        let minutes = seconds.div_ceil(60);
        format!("`infra approve`; it rolls back after {minutes} min without it")
    });
    let until: Vec<String> = tested.into_iter().chain(approved).collect();
    (!until.is_empty()).then(|| remark(format!("production's traffic waits for {}", until.join(", then for "))))
}
