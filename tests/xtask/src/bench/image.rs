//! `cargo xtask bench image`: what packing and pushing an image takes, beside buildah and skopeo in the same run.

use crate::failure::Failure;
use crate::packages;
use crate::step::Step;

/// Sees to the programs that are compared with, and runs the program that measures.
pub(crate) fn run() -> Result<(), Failure> {
    packages::install_for_image_bench()?;
    Step::cargo(&["run", "--release", "--quiet", "--locked", "--package", "image-tests", "--bin", "image-bench"]).run()
}
