//! Tools written in Python, each in a virtual environment of its own under the target folder.
//!
//! They are second opinions on what this project makes, never parts of it; their versions are pinned, because what
//! they refuse changes with them.

use std::fs::File;
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::step::Step;
use crate::workspace;

/// A tool, as the Python Package Index has it.
pub(crate) struct Tool {
    package: &'static str,
    /// The part of the package that is not installed by default, in brackets; empty where all is.
    extra: &'static str,
    version: &'static str,
    command: &'static str,
}

/// The linter of the templates.
pub(crate) const CFN_LINT: Tool = Tool { package: "cfn-lint", extra: "", version: "1.58.0", command: "cfn-lint" };

/// The emulator of AWS; `EMULATOR.md` says what this version can.
pub(crate) const MINISTACK: Tool = Tool { package: "ministack", extra: "", version: "1.5.33", command: "ministack" };

/// The emulator of what the other one lacks; its environment has boto3 as well, by which tests look at both.
pub(crate) const MOTO: Tool = Tool { package: "moto", extra: "[server]", version: "5.2.5", command: "moto_server" };

/// Is written last, so that an environment without it was not finished.
const MARKER: &str = "installed";

impl Tool {
    /// Installs the tool unless it is there already, and gives the path of its command.
    pub(crate) fn install(&self) -> Result<PathBuf, Failure> {
        let folder = workspace::target().join("python");
        workspace::make_folder(&folder)?;
        let _lock = lock(&folder.join("lock"))?;
        let environment = folder.join(self.folder());
        if !environment.join(MARKER).exists() {
            workspace::remove_folder(&environment)?;
            self.make(&environment)?;
            workspace::write(&environment.join(MARKER), &self.pin())?;
        }
        Ok(environment.join("bin").join(self.command))
    }

    fn make(&self, environment: &Path) -> Result<(), Failure> {
        Step::program("python3", &["-m", "venv"]).argument(environment).run().map_err(|failure| {
            Failure::new(
                format!("no virtual environment for {} could be made\n{failure}", self.package),
                "install Python 3.10 or newer with its venv module (on Debian and Ubuntu: `apt install python3-venv`)",
            )
        })?;
        let python = environment.join("bin").join("python");
        Step::program(python, &["-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"])
            .argument(self.pin())
            .run()
            .map_err(|failure| {
                Failure::new(
                    format!("{} could not be installed\n{failure}", self.pin()),
                    "see that the Python Package Index can be reached (`PIP_INDEX_URL` names a mirror), then start again",
                )
            })
    }

    /// What pip is asked for.
    fn pin(&self) -> String {
        format!("{}{}=={}", self.package, self.extra, self.version)
    }

    /// The environment's folder: another version is another folder, so none is ever changed.
    fn folder(&self) -> String {
        format!("{}-{}", self.package, self.version)
    }
}

/// Keeps a second run, started at the same time, from installing into the same folder. Ends with the file.
fn lock(path: &Path) -> Result<File, Failure> {
    File::create(path).and_then(|file| file.lock().map(|()| file)).map_err(|error| {
        Failure::new(format!("`{}` could not be locked: {error}", path.display()), "see to its permissions")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tool_is_pinned_and_has_a_folder_for_its_version() {
        assert_eq!(CFN_LINT.pin(), "cfn-lint==1.58.0");
        assert_eq!(MINISTACK.folder(), "ministack-1.5.33");
        assert_eq!(MOTO.pin(), "moto[server]==5.2.5");
        assert_eq!(MOTO.folder(), "moto-5.2.5");
    }
}
