//! `cargo xtask bench proxy`: what the load balancer of the local target adds to a request, beside nginx in the same run.

use crate::failure::Failure;
use crate::nginx;
use crate::step::Step;

/// Finds nginx, and runs the program that measures: it needs hyper, which this one does without.
pub(crate) fn run() -> Result<(), Failure> {
    let nginx = nginx::find()?;
    Step::cargo(&["run", "--release", "--quiet", "--locked", "--package", "balanced", "--bin", "bench", "--"])
        .argument(nginx)
        .run()
}
