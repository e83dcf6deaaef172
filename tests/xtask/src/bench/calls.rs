//! `cargo xtask bench calls`: what deploys cost in calls and in time, counted on the simulated AWS.

use crate::failure::Failure;
use crate::step::Step;

/// Runs the program that counts them: it needs the SDK, which this one does without.
pub(crate) fn run() -> Result<(), Failure> {
    Step::cargo(&["run", "--quiet", "--locked", "--package", "simulated", "--bin", "calls"]).run()
}
