//! What the benchmarks measure with.

use std::ffi::OsString;
use std::path::Path;
use std::time::Duration;

use crate::step::Step;

/// A call of cargo that builds into `target`, which holds nothing yet.
pub(crate) fn clean(words: &[&str], target: &Path) -> Step {
    cargo(words).env("CARGO_TARGET_DIR", target)
}

/// A call of cargo without what a developer may have set to build faster or otherwise than a new user does.
pub(crate) fn cargo(words: &[&str]) -> Step {
    let set = [
        "CARGO_BUILD_RUSTC_WRAPPER",
        "CARGO_BUILD_RUSTFLAGS",
        "CARGO_ENCODED_RUSTFLAGS",
        "CARGO_INCREMENTAL",
        "RUSTC_WORKSPACE_WRAPPER",
        "RUSTC_WRAPPER",
        "RUSTFLAGS",
    ];
    Step::cargo(words).without(set.map(OsString::from))
}

/// The middle of `times`, or zero of none.
pub(crate) fn median(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

pub(crate) fn seconds(time: Duration) -> String {
    format!("{:.2}", time.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle() {
        let mut times = [3, 1, 2].map(Duration::from_secs);
        assert_eq!(median(&mut times), Duration::from_secs(2));
        assert_eq!(median(&mut []), Duration::ZERO);
    }
}
