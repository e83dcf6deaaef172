//! What a service says of itself, and what that means.

use infra_core::event::{Cause, ServiceEvent};

/// Why tasks do not come, by what the service says; the newest word counts.
pub(super) fn cause(events: &[ServiceEvent]) -> Option<Cause> {
    events.iter().rev().find_map(|event| of_message(&event.message))
}

/// What the service says of why a target is not healthy; the newest word counts.
pub(super) fn why_unhealthy(events: &[ServiceEvent]) -> Option<String> {
    events.iter().rev().find_map(|event| {
        let (_, why) = event.message.split_once(" due to (reason ")?;
        Some(why.trim_end_matches(['.', ' ']).trim_end_matches(')').to_owned())
    })
}

/// What one message means; none where all is well.
pub(crate) fn of_message(message: &str) -> Option<Cause> {
    let words = message.to_lowercase();
    let has = |any: &[&str]| any.iter().any(|part| words.contains(part));
    if has(&["above your limit", "reached the limit", "limit on the number", "vcpu limit", "quota"]) {
        Some(Cause::Quota)
    } else if has(&["unable to place a task"]) {
        Some(if has(&["missing an attribute", "constraint", "already using a port"]) {
            Cause::Placement
        } else {
            Cause::Capacity
        })
    } else if has(&["capacity is unavailable"]) {
        Some(Cause::Capacity)
    } else if has(&["because of the service deployment configuration"]) {
        Some(Cause::Deadlock)
    } else if has(&["unable to assume", "not authorized to perform", "accessdenied"]) {
        Some(Cause::Permission)
    } else if has(&["is unhealthy in (target-group", "is unhealthy in target-group"]) {
        Some(Cause::TargetHealth)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(message: &str) -> ServiceEvent {
        ServiceEvent { at: 0, message: message.to_owned() }
    }

    #[test]
    fn missing_capacity_is_told_apart() {
        for (message, expected) in [
            (
                "(service web) was unable to place a task because no container instance met all of its requirements. The \
                 closest matching (container-instance 1) has insufficient CPU units available.",
                Cause::Capacity,
            ),
            (
                "(service web) was unable to place a task because no container instance met all of its requirements. The \
                 closest matching (container-instance 1) is missing an attribute required by your task.",
                Cause::Placement,
            ),
            (
                "(service web) was unable to place a task. Reason: Capacity is unavailable at this time.",
                Cause::Capacity,
            ),
            (
                "(service web) was unable to place a task. Reason: You've reached the limit on the number of vCPUs",
                Cause::Quota,
            ),
            (
                "(service web) was unable to stop or start tasks during a deployment because of the service deployment \
                 configuration.",
                Cause::Deadlock,
            ),
            (
                "(service web) (port 80) is unhealthy in (target-group x) due to (reason Request timed out)",
                Cause::TargetHealth,
            ),
        ] {
            assert_eq!(of_message(message), Some(expected), "{message}");
        }
        for well in ["(service web) has reached a steady state.", "(service web) has started 1 tasks: (task 1)."] {
            assert_eq!(of_message(well), None);
        }
    }

    #[test]
    fn the_reason_of_a_target_is_in_the_message() {
        let of = |message: &str| why_unhealthy(&[event(message)]);
        let unhealthy = "(service web) (port 80) is unhealthy in (target-group x) due to (reason";
        let codes = "Health checks failed with these codes: [404]";
        assert_eq!(of(&format!("{unhealthy} {codes})")).as_deref(), Some(codes));
        assert_eq!(of(&format!("{unhealthy} Request timed out).")).as_deref(), Some("Request timed out"));
        assert_eq!(of("(service web) has reached a steady state."), None);
    }

    #[test]
    fn the_newest_word_counts() {
        let events =
            [event("was unable to place a task"), event("is unhealthy in (target-group x)"), event("has started")];
        assert_eq!(cause(&events), Some(Cause::TargetHealth));
        assert_eq!(cause(&[]), None);
    }
}
