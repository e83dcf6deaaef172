//! Logs: a JSON object a line on the standard output, which is where ECS and the local target read them.

use std::error::Error;
use std::process::ExitCode;

use tracing::level_filters::LevelFilter;

/// Begins to log, from the level in `LOG_LEVEL` on: `error`, `warn`, `info` (without it), `debug` or `trace`.
pub fn start() {
    let level = std::env::var("LOG_LEVEL").ok().and_then(|level| level.parse().ok()).unwrap_or(LevelFilter::INFO);
    tracing_subscriber::fmt().json().flatten_event(true).with_target(false).with_max_level(level).init();
}

/// Ends a program: what it failed with is a line of its log, as everything else is.
#[must_use]
pub fn end(outcome: Result<(), Box<dyn Error>>) -> ExitCode {
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!(%error, "failed");
            ExitCode::FAILURE
        }
    }
}
