//! Lines for a log: each says something new.

use std::collections::BTreeMap;

use infra_core::event::{Event, Rollout};

/// What was said last of each step and each service.
#[derive(Default)]
pub(super) struct Plain {
    steps: BTreeMap<usize, String>,
    services: BTreeMap<String, Rollout>,
}

impl Plain {
    /// The line that an event is worth, if it is.
    pub(super) fn line(&mut self, event: &Event) -> Option<String> {
        match event {
            Event::Progress { message, .. } if message.contains("_IN_PROGRESS ") => None,
            Event::Progress { step, message, .. }
                if self.steps.insert(*step, message.clone()).as_ref() == Some(message) =>
            {
                None
            }
            Event::Rollout(rollout) if self.is_known(rollout) => None,
            event => Some(event.to_string()),
        }
    }

    /// Whether a line says the same as the last one of its service.
    fn is_known(&mut self, rollout: &Rollout) -> bool {
        let last = self.services.insert(rollout.service.clone(), rollout.clone());
        last.is_some_and(|last| last.to_string() == rollout.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_said_is_not_said_again() {
        let mut plain = Plain::default();
        let progress =
            |message: &str| Event::Progress { step: 0, subject: "web stack".into(), message: message.into() };
        assert_eq!(plain.line(&progress("CREATE_COMPLETE Role")).as_deref(), Some("web stack: CREATE_COMPLETE Role"));
        assert_eq!(plain.line(&progress("CREATE_COMPLETE Role")), None);
        assert_eq!(plain.line(&progress("CREATE_IN_PROGRESS Group")), None);
        assert!(plain.line(&progress("CREATE_COMPLETE Group")).is_some());
    }
}
