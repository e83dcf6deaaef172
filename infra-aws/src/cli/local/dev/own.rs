//! The program of the declarations, which is this one: after a change of them its next version says what must run.

use std::io;
use std::path::PathBuf;
use std::process::{Output, Stdio};
use std::time::SystemTime;

use infra_local::build::{FoundBinary, Workspace};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::Command;

use crate::cli::local::Stage;
use crate::cli::local::make::{cargo, tell};
use crate::cli::local::prepare::Prepared;
use crate::failure::{Failure, Kind};

/// What `cargo run` says of the package of the program that it runs.
const PACKAGE: &str = "CARGO_MANIFEST_DIR";

/// This program, as a binary of the workspace.
pub(super) struct Own {
    binary: FoundBinary,
    path: PathBuf,
    /// When it was built, as it was at the start.
    built: Option<SystemTime>,
    is_new: bool,
}

impl Own {
    /// This program where `cargo run` has built it in the workspace; none where it came from elsewhere.
    pub(super) fn of(workspace: &Workspace) -> Option<Self> {
        let package = PathBuf::from(std::env::var_os(PACKAGE)?);
        let path = std::env::current_exe().ok()?;
        let name = path.file_name()?.to_str()?;
        let binary = workspace.binary_of(&package, name)?;
        if path.parent()? != workspace.target.join("debug") {
            return None;
        }
        let built = changed(&path);
        Some(Self { binary, path, built, is_new: false })
    }

    /// Whether a newer version than the one that runs here was built.
    pub(super) fn is_new(&self) -> bool {
        self.is_new
    }

    /// The binary.
    pub(super) fn binary(&self) -> &FoundBinary {
        &self.binary
    }

    /// Builds it anew, and says whether it is another than the one that runs here.
    pub(super) async fn build(&mut self, stage: &Stage<'_>, workspace: &Workspace) -> Result<bool, Failure> {
        cargo(stage).build(workspace, &[&self.binary], &|line| tell(stage, line)).await?;
        self.is_new |= changed(&self.path) != self.built;
        Ok(self.is_new)
    }

    /// What its newest version says must run, with what that needs built.
    pub(super) async fn prepare(&self, stage: &Stage<'_>) -> Result<Prepared, Failure> {
        let failed = |error: io::Error| Failure::new(Kind::Local, error);
        let mut command = Command::new(&self.path);
        command.args(["prepare", "--target", "local", "--stage", stage.place.stage()]);
        let output = told(command, |line| tell(stage, line)).await.map_err(failed)?;
        if !output.status.success() {
            return Err(Failure::new(Kind::Local, "the declarations as they are now cannot be run"));
        }
        serde_json::from_slice(&output.stdout).map_err(|error| {
            Failure::new(Kind::Local, format!("the declarations as they are now cannot be read: {error}"))
        })
    }
}

/// Runs a command to its end and gives what it writes; each line of what it complains of is told as it comes.
async fn told(mut command: Command, tell: impl Fn(&str)) -> io::Result<Output> {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
    let mut child = command.spawn()?;
    let stderr = child.stderr.take();
    let complaints = async {
        let Some(stderr) = stderr else { return Ok(()) };
        let (mut stderr, mut line) = (BufReader::new(stderr), Vec::new());
        while stderr.read_until(b'\n', &mut line).await? > 0 {
            tell(String::from_utf8_lossy(&line).trim_end());
            line.clear();
        }
        Ok(())
    };
    // Who reads only one of both waits for ever for a program that waits until the other is read.
    let (output, ()) = tokio::try_join!(child.wait_with_output(), complaints)?;
    Ok(output)
}

fn changed(path: &PathBuf) -> Option<SystemTime> {
    std::fs::metadata(path).and_then(|metadata| metadata.modified()).ok()
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    #[tokio::test]
    async fn much_is_read_while_something_else_is_told() {
        // More than a pipe holds, before the other one is closed.
        let script = r"head -c 300000 /dev/zero; printf 'caf\351\nwell\n' >&2; exit 3";
        let mut command = Command::new("/bin/sh");
        command.args(["-c", script]);
        let lines = Mutex::new(Vec::new());
        let output = told(command, |line| lines.lock().unwrap().push(line.to_owned())).await.unwrap();
        assert_eq!((output.status.code(), output.stdout.len()), (Some(3), 300_000));
        assert_eq!(*lines.lock().unwrap(), ["caf\u{fffd}", "well"]);
    }
}
