//! The row of a service: pure.

use infra_core::event::{BreakerCount, Rollout, Targets};

/// How far a deployment is: tasks that run and, where there are targets, are healthy, of those that there are to be.
pub(super) fn progress(rollout: &Rollout) -> (u64, u64) {
    let healthy = rollout.targets.map_or(rollout.running, |targets| targets.healthy.min(rollout.running));
    (healthy.into(), rollout.desired.max(1).into())
}

/// What stands beside the bar.
pub(super) fn text(rollout: &Rollout) -> String {
    let Rollout { revision, desired, running, pending, failed, state, seconds, .. } = rollout;
    let mut parts = vec![
        format!("rev {revision}"),
        format!("{running}/{desired} running"),
        format!("{pending} pending"),
        format!("{failed} failed"),
    ];
    if let Some(Targets { healthy, registered }) = rollout.targets {
        parts.push(format!("targets {healthy}/{registered}"));
    }
    parts.extend(rollout.stage.clone());
    parts.extend(rollout.traffic.map(|percent| format!("traffic {percent} %")));
    if let Some(BreakerCount { failures, threshold }) = rollout.breaker {
        parts.push(format!("breaker {failures}/{threshold}"));
    }
    parts.push(state.to_string());
    let left = rollout.seconds_left.map(|left| format!(", about {} left", clock(left))).unwrap_or_default();
    parts.push(format!("{}{left}", clock(*seconds)));
    if !rollout.reason.is_empty() {
        parts.push(rollout.reason.clone());
    }
    parts.join("  ")
}

/// Minutes and seconds.
fn clock(seconds: u32) -> String {
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use infra_core::event::RolloutState;

    use super::*;

    fn rollout() -> Rollout {
        Rollout {
            service: "web".into(),
            revision: "7".into(),
            desired: 4,
            running: 3,
            pending: 1,
            failed: 0,
            targets: Some(Targets { healthy: 2, registered: 3 }),
            stage: Some("bake time".into()),
            traffic: Some(10),
            breaker: Some(BreakerCount { failures: 1, threshold: 3 }),
            seconds: 65,
            seconds_left: Some(30),
            state: RolloutState::InProgress,
            reason: String::new(),
        }
    }

    #[test]
    fn a_row_has_all_that_is_known() {
        assert_eq!(
            text(&rollout()),
            "rev 7  3/4 running  1 pending  0 failed  targets 2/3  bake time  traffic 10 %  breaker 1/3  in progress  \
             1:05, about 0:30 left"
        );
        let little = Rollout {
            targets: None,
            stage: None,
            traffic: None,
            breaker: None,
            seconds_left: None,
            reason: "it waits".into(),
            ..rollout()
        };
        assert_eq!(text(&little), "rev 7  3/4 running  1 pending  0 failed  in progress  1:05  it waits");
    }

    #[test]
    fn progress_counts_what_is_healthy() {
        assert_eq!(progress(&rollout()), (2, 4));
        assert_eq!(progress(&Rollout { targets: None, ..rollout() }), (3, 4));
        assert_eq!(progress(&Rollout { desired: 0, running: 0, targets: None, ..rollout() }), (0, 1));
    }
}
