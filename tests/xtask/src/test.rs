//! `cargo xtask test`: everything that must hold before a change is kept.

use crate::browser;
use crate::failure::Failure;
use crate::packages;
use crate::podman;
use crate::python::{CFN_LINT, MINISTACK, MOTO};
use crate::step::Step;

/// Where tests find cfn-lint. Without it, tests that need it fail or say that they did nothing.
const CFN_LINT_VARIABLE: &str = "INFRA_TEST_CFN_LINT";
/// Where tests find the emulator's command.
const MINISTACK_VARIABLE: &str = "INFRA_TEST_MINISTACK";
/// Where tests find the command of the emulator for what the first one lacks.
const MOTO_VARIABLE: &str = "INFRA_TEST_MOTO";

/// Installs what the tests need, then runs each step; the first that fails ends it.
pub(crate) fn run() -> Result<(), Failure> {
    let cfn_lint = CFN_LINT.install()?;
    let ministack = MINISTACK.install()?;
    let moto = MOTO.install()?;
    let browser = browser::install()?;
    let podman = podman::install()?;
    packages::install_for_images()?;
    for check in checks() {
        check.run()?;
    }
    let test = Step::cargo(&["test", "--workspace", "--locked"])
        .env(CFN_LINT_VARIABLE, cfn_lint)
        .env(MINISTACK_VARIABLE, ministack)
        .env(MOTO_VARIABLE, moto)
        .env(browser::VARIABLE, browser);
    match podman {
        Some(podman) => test.env(podman::VARIABLE, podman),
        None => test.without([podman::VARIABLE.into()]),
    }
    .run()
}

/// What can be said without running a test, the quickest first.
fn checks() -> [Step; 3] {
    [
        Step::cargo(&["fmt", "--all", "--check"]),
        Step::cargo(&["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"]),
        Step::cargo(&["doc", "--workspace", "--no-deps", "--locked"]).env("RUSTDOCFLAGS", "-D warnings"),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checks_read_as_ci_runs_them() {
        assert_eq!(
            checks().map(|check| check.to_string()),
            [
                "cargo fmt --all --check",
                "cargo clippy --workspace --all-targets --locked -- -D warnings",
                "RUSTDOCFLAGS='-D warnings' cargo doc --workspace --no-deps --locked",
            ]
        );
    }
}
