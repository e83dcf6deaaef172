//! Results on stdout, all else on stderr.

use std::sync::Arc;

use anstyle::{AnsiColor, Effects, Style};
use serde::Serialize;
use serde_json::{Value, json};

use super::annotation;
use crate::failure::{Failure, Kind};
use crate::host::Host;

/// How a command's results are printed.
#[derive(Clone)]
pub(super) struct Output {
    /// As JSON.
    pub(super) json: bool,
    /// Where to.
    pub(super) host: Arc<dyn Host>,
}

pub(super) const ERROR: Style = AnsiColor::Red.on_default().effects(Effects::BOLD);
pub(super) const HINT: Style = AnsiColor::Cyan.on_default().effects(Effects::BOLD);
pub(super) const GOOD: Style = AnsiColor::Green.on_default();

impl Output {
    /// Prints a result: as text, or as one line of JSON.
    pub(super) fn result(&self, text: &str, value: &impl Serialize) {
        if self.json {
            self.line(value);
        } else {
            self.host.out(text);
        }
    }

    /// Prints one line of JSON.
    pub(super) fn line(&self, value: &impl Serialize) {
        // Our values have string keys only, so that they always have a JSON form.
        let text = serde_json::to_string(value).unwrap_or_else(|error| format!("{{\"error\":\"{error}\"}}"));
        self.host.out(&text);
    }

    /// Says something about what goes on.
    pub(super) fn say(&self, line: &str) {
        self.host.err(line);
    }

    /// Prints a failure with its hints; for programs on stdout as well.
    pub(super) fn failure(&self, failure: &Failure) {
        if self.json {
            self.line(&failure_value(failure));
        }
        self.say(&format!("{ERROR}Error:{ERROR:#} {failure}"));
        let mut cause = failure.cause.source();
        let mut said = failure.to_string();
        while let Some(error) = cause {
            let text = error.to_string();
            // Many messages already hold their cause's.
            if !said.contains(&text) {
                self.say(&format!("Caused by: {text}"));
                said.push_str(&text);
            }
            cause = error.source();
        }
        // Deployments have had theirs.
        if failure.kind != Kind::Rollout && annotation::is_wanted(&*self.host) {
            self.say(&annotation::of_failure(failure));
        }
        for hint in &failure.hints {
            self.say(&format!("{HINT}Hint:{HINT:#} {hint}"));
        }
    }
}

fn failure_value(failure: &Failure) -> Value {
    json!({
        "event": "error",
        "kind": failure.kind.word(),
        "message": failure.to_string(),
        "hints": failure.hints,
    })
}
