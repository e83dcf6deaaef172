//! How a new deployment acts on a service's tasks, and about how long it takes.

use infra_core::blueprint::ServiceBlueprint;
use infra_core::declaration::Deploy;
use infra_core::plan::Effect;

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
