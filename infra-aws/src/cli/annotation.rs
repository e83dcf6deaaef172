//! What GitHub Actions shows beside a change: a workflow command in the log.

use infra_core::event::Report;

use crate::failure::Failure;
use crate::host::Host;

/// A failed deployment as an error of the workflow.
pub(super) fn of(report: &Report) -> String {
    let title = format!("{} {}", report.service, report.state);
    let hints = report.hints.join("\n");
    let message = format!("revision {}: {} [{}]\n{hints}", report.revision, report.explanation, report.cause);
    format!("::error title={}::{}", property(&title), data(&message))
}

/// A step that failed as an error of the workflow.
pub(super) fn of_step(subject: &str, reason: &str) -> String {
    format!("::error title={} failed::{}", property(subject), data(reason))
}

/// Any other failure of a command.
pub(super) fn of_failure(failure: &Failure) -> String {
    let hints = failure.hints.join("\n");
    format!("::error title=infra::{}", data(&format!("{failure}\n{hints}")))
}

/// Whether the command runs there.
pub(super) fn is_wanted(host: &dyn Host) -> bool {
    host.variable("GITHUB_ACTIONS").as_deref() == Some("true")
}

/// The value of a property, in which the signs that separate them are written otherwise.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// A command is one line.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

#[cfg(test)]
mod tests {
    use infra_core::event::{Cause, RolloutState};

    use super::*;

    #[test]
    fn an_annotation_is_one_line() {
        let report = Report {
            service: "web".into(),
            kind: infra_core::declaration::ItemKind::Service,
            revision: "7".into(),
            state: RolloutState::RolledBack,
            cause: Cause::Crash,
            explanation: "it used 100 %".into(),
            hints: vec!["mend it".into()],
            stops: Vec::new(),
            targets: Vec::new(),
            logs: Vec::new(),
            events: Vec::new(),
            alarms: Vec::new(),
        };
        assert_eq!(of(&report), "::error title=web rolled back::revision 7: it used 100 %25 [crash]%0Amend it");
        assert_eq!(property("a: b, c"), "a%3A b%2C c");
    }
}
