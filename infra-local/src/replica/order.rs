//! In which order units start. Pure.

use crate::control::Exit;
use crate::spec::Unit;

/// What a unit is at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum At {
    /// It waits for others.
    Waiting,
    /// It runs; whether its own check has passed.
    Running(bool),
    /// It has ended.
    Ended(Exit),
}

/// Whether a unit can start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Ready {
    /// It can.
    Yes,
    /// Not yet.
    No,
    /// It never will: why.
    Never(String),
}

/// Whether a unit can start, as the others are.
pub(super) fn ready(unit: &Unit, others: &[(&str, &At)]) -> Ready {
    let mut ready = Ready::Yes;
    for (name, condition) in &unit.after {
        let Some((_, at)) = others.iter().find(|(other, _)| other == name) else { continue };
        let is_met = match (condition.as_str(), at) {
            ("start", At::Running(_) | At::Ended(_)) | ("healthy", At::Running(true)) | ("complete", At::Ended(_)) => {
                true
            }
            ("success", At::Ended(exit)) if exit.is_success() => true,
            ("success", At::Ended(exit)) => {
                return Ready::Never(format!("`{name}` must succeed before it: {exit}"));
            }
            ("healthy", At::Ended(exit)) => {
                return Ready::Never(format!("`{name}` must be healthy before it, and has ended: {exit}"));
            }
            _ => false,
        };
        if !is_met {
            ready = Ready::No;
        }
    }
    ready
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::fixture::unit;

    fn after(condition: &str) -> Unit {
        Unit { after: vec![("setup".to_owned(), condition.to_owned())], ..unit("web", "true") }
    }

    #[test]
    fn each_condition_waits_for_its_own() {
        let running = At::Running(false);
        let healthy = At::Running(true);
        let done = At::Ended(Exit::Code(0));
        let failed = At::Ended(Exit::Code(1));
        // Whether it starts when the other waits, runs, is healthy, has succeeded, has failed: yes, no, or never.
        for (condition, wanted) in
            [("start", "nyyyy"), ("healthy", "nnyxx"), ("complete", "nnnyy"), ("success", "nnnyx")]
        {
            let answers: String = [&At::Waiting, &running, &healthy, &done, &failed]
                .into_iter()
                .map(|at| match ready(&after(condition), &[("setup", at)]) {
                    Ready::Yes => 'y',
                    Ready::No => 'n',
                    Ready::Never(_) => 'x',
                })
                .collect();
            assert_eq!(answers, wanted, "{condition}");
        }
    }
}
