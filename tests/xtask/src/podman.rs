//! Podman, with which tests run images.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::Failure;
use crate::packages::install_packages;
use crate::workspace;

/// Says where Podman is. Without it, tests that need it say that they did nothing.
pub(crate) const VARIABLE: &str = "INFRA_TEST_PODMAN";
/// What the variable says where tests shall do without.
const NONE: &str = "none";
/// Where packages put it.
const PROGRAM: &str = "/usr/bin/podman";
/// What Debian calls it, what builds, what makes networks, and what `init` needs.
const PACKAGES: [&str; 8] =
    ["podman", "buildah", "crun", "netavark", "aardvark-dns", "containernetworking-plugins", "catatonit", "iptables"];

/// How tests call Podman; none where they shall not. Where it is not there, and this is the administrator of a Debian, as in a
/// container of CI, it is installed.
pub(crate) fn install() -> Result<Option<PathBuf>, Failure> {
    let given = std::env::var_os(VARIABLE);
    if given.as_ref().is_some_and(|given| given == NONE) || !cfg!(target_os = "linux") {
        return Ok(None);
    }
    if let Some(given) = given {
        return answers(PathBuf::from(given)).map(Some);
    }
    if !Path::new(PROGRAM).is_file() {
        install_packages(&PACKAGES)?;
    }
    // It knows machines on which Podman alone does not run.
    answers(workspace::root().join("tests").join("podman.sh")).map(Some)
}

fn answers(program: PathBuf) -> Result<PathBuf, Failure> {
    let output = Command::new(&program).args(["info", "--format", "{{.Host.Arch}}"]).output();
    let why = match output {
        Ok(output) if output.status.success() => return Ok(program),
        Ok(output) => String::from_utf8_lossy(&output.stderr).trim().to_owned(),
        Err(error) => error.to_string(),
    };
    Err(Failure::new(
        format!("`{}`, with which tests run images, does not answer: {why}", program.display()),
        format!(
            "install Podman (on Debian `apt install {}`), name one by `{VARIABLE}`, or go without it: `{VARIABLE}={NONE}`",
            PACKAGES.join(" ")
        ),
    ))
}
