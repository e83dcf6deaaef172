//! Lines for a log: each says something new.

use std::collections::BTreeMap;

use infra_core::event::{Event, Rollout};

/// What was said last of each step and each service.
#[derive(Default)]
pub(super) struct Plain {
    steps: BTreeMap<usize, String>,
    services: BTreeMap<String, Rollout>,
    /// The tenths that were sent, by step.
    sent: BTreeMap<usize, u64>,
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
            Event::Sent { step, bytes, of, .. } if !self.is_a_tenth(*step, *bytes, *of) => None,
            Event::Rollout(rollout) if self.is_known(rollout) => None,
            event => Some(event.to_string()),
        }
    }

    /// Whether another tenth of what a step sends has arrived. Each piece would be hundreds of lines.
    fn is_a_tenth(&mut self, step: usize, bytes: u64, of: u64) -> bool {
        let tenths = bytes.saturating_mul(10) / of.max(1);
        self.sent.insert(step, tenths) != Some(tenths)
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

    #[test]
    fn each_tenth_of_what_is_sent_is_a_line() {
        let mut plain = Plain::default();
        let mut line = |bytes| plain.line(&Event::Sent { step: 0, subject: "web image".into(), bytes, of: 2_000_000 });
        assert_eq!(line(0).as_deref(), Some("web image: sent 0 bytes of 2.0 MB"));
        assert_eq!(line(131_072), None);
        assert_eq!(line(262_144).as_deref(), Some("web image: sent 262.1 kB of 2.0 MB"));
        let pieces = (262_144..2_000_000).step_by(1_000).chain([2_000_000]);
        let lines = pieces.filter(|bytes| line(*bytes).is_some()).count();
        assert_eq!(lines, 9);
    }
}
