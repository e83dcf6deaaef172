//! Calls of cargo.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use serde::Deserialize;
use tokio::io::{AsyncBufReadExt, AsyncRead, BufReader};
use tokio::process::Command;

use super::{Binary, CargoError, Workspace};

/// How cargo is called.
#[derive(Clone, Debug)]
pub struct Cargo {
    /// The program.
    pub program: OsString,
    /// The folder in which it is called.
    pub folder: PathBuf,
    /// Whether its messages are coloured.
    pub colours: bool,
}

/// What `cargo run` says of the program that it runs, and what a cargo that this program calls should not take for its own.
const OF_CARGO_RUN: [&str; 4] = ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "CARGO_CRATE_"];

impl Cargo {
    /// The cargo that runs this program, else the one in the PATH.
    #[must_use]
    pub fn of(folder: &Path, colours: bool) -> Self {
        let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        Self { program, folder: folder.to_owned(), colours }
    }

    /// The workspace around its folder.
    pub async fn workspace(&self) -> Result<Workspace, CargoError> {
        let output = self.call(&self.folder).args(METADATA).stdin(Stdio::null()).output().await;
        let output = output.map_err(CargoError::NoCargo)?;
        if output.status.success() {
            return Workspace::read(&output.stdout);
        }
        let words = String::from_utf8_lossy(&output.stderr);
        Err(CargoError::NoWorkspace(words.trim().trim_start_matches("error: ").to_owned()))
    }

    /// Builds binaries, all in one call, and gives the executables.
    pub async fn build(
        &self,
        workspace: &Workspace,
        binaries: &[&Binary],
        tell: &(dyn Fn(&str) + Sync),
    ) -> Result<BTreeMap<Binary, PathBuf>, CargoError> {
        if binaries.is_empty() {
            return Ok(BTreeMap::new());
        }
        let mut call = self.call(&workspace.root);
        call.args(arguments(binaries)).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        call.env("CARGO_TERM_COLOR", if self.colours { "always" } else { "never" }).kill_on_drop(true);
        let mut child = call.spawn().map_err(CargoError::NoCargo)?;
        let mut executables: BTreeMap<Binary, PathBuf> = BTreeMap::new();
        let mut artifact = |line: &str| {
            if let Some((id, name, path)) = executable(line)
                && let Some(binary) = binaries.iter().find(|binary| binary.id == id && binary.name == name)
            {
                executables.insert((*binary).clone(), path);
            }
        };
        let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
        let mut message = |line: &str| tell(line);
        tokio::join!(each_line(stdout, &mut artifact), each_line(stderr, &mut message));
        let status = child.wait().await.map_err(CargoError::NoCargo)?;
        let names = || binaries.iter().map(|binary| binary.name.clone()).collect();
        if !status.success() {
            return Err(CargoError::Failed { binaries: names() });
        }
        match binaries.iter().find(|binary| !executables.contains_key(*binary)) {
            Some(binary) => Err(CargoError::NoExecutable(binary.name.clone())),
            None => Ok(executables),
        }
    }

    fn call(&self, folder: &Path) -> Command {
        let mut call = Command::new(&self.program);
        for (name, _) in std::env::vars_os() {
            if name.to_str().is_some_and(|name| OF_CARGO_RUN.iter().any(|start| name.starts_with(start))) {
                call.env_remove(name);
            }
        }
        call.current_dir(folder);
        call
    }
}

const METADATA: [&str; 4] = ["metadata", "--no-deps", "--format-version", "1"];

/// The words of a build: packages, binaries, and the features that these are not built without.
fn arguments(binaries: &[&Binary]) -> Vec<String> {
    let mut words: Vec<String> = vec!["build".into(), "--message-format=json-render-diagnostics".into()];
    let mut pairs: Vec<(&str, &str)> = Vec::new();
    for binary in binaries {
        pairs.push(("--package", &binary.id));
        pairs.push(("--bin", &binary.name));
    }
    let features: Vec<String> = binaries
        .iter()
        .flat_map(|binary| binary.features.iter().map(|feature| format!("{}/{feature}", binary.package)))
        .collect();
    pairs.extend(features.iter().map(|feature| ("--features", feature.as_str())));
    pairs.sort_unstable();
    pairs.dedup();
    words.extend(pairs.into_iter().flat_map(|(option, value)| [option.to_owned(), value.to_owned()]));
    words
}

/// Tells each line until there are no more.
async fn each_line(from: Option<impl AsyncRead + Unpin>, tell: &mut (dyn FnMut(&str) + Send)) {
    let Some(from) = from else { return };
    let mut lines = BufReader::new(from).lines();
    while let Ok(Some(line)) = lines.next_line().await {
        tell(&line);
    }
}

/// A message of cargo's, as far as it is of interest.
#[derive(Deserialize)]
struct Message {
    package_id: String,
    target: TargetName,
    executable: Option<PathBuf>,
}

#[derive(Deserialize)]
struct TargetName {
    name: String,
    kind: Vec<String>,
}

/// The package, the name and the executable of a binary that was built.
fn executable(line: &str) -> Option<(String, String, PathBuf)> {
    // Other messages have other fields.
    let message: Message = serde_json::from_str(line).ok()?;
    let is_binary = message.target.kind.iter().any(|kind| kind == "bin");
    Some((message.package_id, message.target.name, message.executable.filter(|_| is_binary)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cargo::workspace::tests::workspace;

    #[test]
    fn several_binaries_are_one_call() {
        let workspace = workspace();
        let (web, worker) = (workspace.find("web", "").unwrap(), workspace.find("worker", "api/src/lib.rs").unwrap());
        assert_eq!(
            arguments(&[&web, &worker]).join(" "),
            "build --message-format=json-render-diagnostics --bin web --bin worker --package path+file:///shop#shop \
             --package path+file:///shop/api#api"
        );
    }

    #[test]
    fn an_executable_is_told_by_its_message() {
        let line = r#"{"reason":"compiler-artifact","package_id":"path+file:///shop#shop","target":{"kind":["bin"],"name":"web"},"executable":"/t/web","fresh":true}"#;
        let (id, name, path) = executable(line).unwrap();
        assert_eq!((id.as_str(), name.as_str(), path.to_str()), ("path+file:///shop#shop", "web", Some("/t/web")));
        assert!(executable(r#"{"reason":"build-finished","success":true}"#).is_none());
        assert!(executable("Hello").is_none());
    }
}
