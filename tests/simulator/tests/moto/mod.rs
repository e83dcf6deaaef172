//! The simulator against moto: the same calls by the same clients, and what the two answer differently.
//!
//! Where both agree, neither was made up. `cargo xtask test` installs moto and names it in the environment.

mod calls;
mod differences;
mod normal;
mod scenario;
mod server;

use std::collections::BTreeMap;

use serde_json::Value;

/// Each difference is known, and each known one still exists.
#[test]
fn the_simulator_answers_as_moto_does_but_for_the_known_differences() {
    let ours = scenario::on_the_simulator();
    let theirs = scenario::on_moto();
    let found: BTreeMap<String, (Value, Value)> = normal::differences(&ours, &theirs);
    let known = differences::KNOWN;
    let unlisted: Vec<String> = found
        .iter()
        .filter(|(place, _)| !known.iter().any(|(listed, _)| listed == place))
        .map(|(place, (ours, theirs))| format!("{place}\n    simulator: {ours}\n    moto:      {theirs}"))
        .collect();
    let gone: Vec<&str> = known.iter().map(|(place, _)| *place).filter(|place| !found.contains_key(*place)).collect();
    assert!(
        unlisted.is_empty() && gone.is_empty(),
        "not in the list of differences:\n{}\n\nin the list, but no difference:\n{}",
        unlisted.join("\n"),
        gone.join("\n"),
    );
}
