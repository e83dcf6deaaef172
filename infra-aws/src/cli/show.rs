//! Results on stdout, all else on stderr.

use anstream::{eprintln, println};
use anstyle::{AnsiColor, Effects, Style};
use serde::Serialize;
use serde_json::{Value, json};

use crate::failure::Failure;

/// How a command's results are printed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Output {
    /// As JSON.
    pub(super) json: bool,
}

pub(super) const ERROR: Style = AnsiColor::Red.on_default().effects(Effects::BOLD);
pub(super) const HINT: Style = AnsiColor::Cyan.on_default().effects(Effects::BOLD);
pub(super) const GOOD: Style = AnsiColor::Green.on_default();

impl Output {
    /// Prints a result: as text, or as one line of JSON.
    pub(super) fn result(self, text: &str, value: &impl Serialize) {
        if self.json {
            self.line(value);
        } else {
            println!("{text}");
        }
    }

    /// Prints one line of JSON.
    #[expect(clippy::unused_self, reason = "an output prints; that JSON looks alike for all is no caller's business")]
    pub(super) fn line(self, value: &impl Serialize) {
        // Our values have string keys only, so that they always have a JSON form.
        let text = serde_json::to_string(value).unwrap_or_else(|error| format!("{{\"error\":\"{error}\"}}"));
        println!("{text}");
    }

    /// Prints a failure with its hints; for programs on stdout as well.
    pub(super) fn failure(self, failure: &Failure) {
        if self.json {
            self.line(&failure_value(failure));
        }
        eprintln!("{ERROR}Error:{ERROR:#} {failure}");
        let mut cause = failure.cause.source();
        let mut said = failure.to_string();
        while let Some(error) = cause {
            let text = error.to_string();
            // Many messages already hold their cause's.
            if !said.contains(&text) {
                eprintln!("Caused by: {text}");
                said.push_str(&text);
            }
            cause = error.source();
        }
        for hint in &failure.hints {
            eprintln!("{HINT}Hint:{HINT:#} {hint}");
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
