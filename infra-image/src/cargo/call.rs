//! Calls of cargo.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use serde::Deserialize;
use tokio::io::{AsyncBufReadExt, AsyncRead, BufReader};
use tokio::process::Command;

use super::{Binary, CargoError, Closure, Workspace, closure};

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

    /// The compiler that belongs to it: the one beside it, else the one in the PATH.
    pub(super) fn rustc(&self) -> OsString {
        if let Some(rustc) = std::env::var_os("RUSTC") {
            return rustc;
        }
        let beside = Path::new(&self.program).with_file_name("rustc");
        if beside.is_absolute() && beside.is_file() { beside.into() } else { "rustc".into() }
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

    /// Builds binaries as `cargo run` would, all in one call, and gives the executables.
    pub async fn build(
        &self,
        workspace: &Workspace,
        binaries: &[&Binary],
        tell: &(dyn Fn(&str) + Sync),
    ) -> Result<BTreeMap<Binary, PathBuf>, CargoError> {
        if binaries.is_empty() {
            return Ok(BTreeMap::new());
        }
        let how = How { command: "build".to_owned(), ..How::default() };
        Ok(self.build_with(&workspace.root, binaries, &how, tell).await?.executables)
    }

    /// Builds binaries by one call.
    pub(super) async fn build_with(
        &self,
        root: &Path,
        binaries: &[&Binary],
        how: &How,
        tell: &(dyn Fn(&str) + Sync),
    ) -> Result<Built, CargoError> {
        let mut call = self.call(root);
        call.arg(&how.command).arg("--message-format=json-render-diagnostics").args(&how.words);
        how.without.iter().for_each(|name| _ = call.env_remove(name));
        call.args(selected(binaries)).envs(how.variables.iter().map(|(name, value)| (name, value)));
        call.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        call.env("CARGO_TERM_COLOR", if self.colours { "always" } else { "never" }).kill_on_drop(true);
        let mut child = call.spawn().map_err(CargoError::NoCargo)?;
        let mut messages: Vec<Message> = Vec::new();
        // Other messages have other fields.
        let mut message = |line: &str| messages.extend(serde_json::from_str::<Message>(line));
        let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
        let mut said = |line: &str| tell(line);
        tokio::join!(each_line(stdout, &mut message), each_line(stderr, &mut said));
        let status = child.wait().await.map_err(CargoError::NoCargo)?;
        if !status.success() {
            return Err(CargoError::Failed { binaries: binaries.iter().map(|binary| binary.name.clone()).collect() });
        }
        let mut executables = BTreeMap::new();
        for binary in binaries {
            let executable = messages.iter().find_map(|message| message.executable_of(binary));
            let executable = executable.ok_or_else(|| CargoError::NoExecutable(binary.name.clone()))?;
            executables.insert((*binary).clone(), executable.to_owned());
        }
        Ok(Built { executables, messages })
    }

    /// What a binary is built of for a target.
    pub(super) async fn closure(&self, root: &Path, binary: &Binary, target: &str) -> Result<Closure, CargoError> {
        let mut call = self.call(root);
        call.args(["tree", "--locked", "--target", target]).args(closure::FORMAT);
        call.args(chosen(&[binary])).env("CARGO_TERM_COLOR", "never").stdin(Stdio::null());
        let output = call.output().await.map_err(CargoError::NoCargo)?;
        if output.status.success() {
            return Ok(Closure::read(&String::from_utf8_lossy(&output.stdout)));
        }
        let why = String::from_utf8_lossy(&output.stderr).trim().trim_start_matches("error: ").to_owned();
        Err(CargoError::Closure { binary: binary.name.clone(), why })
    }

    /// All that cargo knows of the packages of a workspace for a target, and of all that these depend on.
    pub(super) async fn metadata(&self, root: &Path, target: &str) -> Result<Vec<u8>, CargoError> {
        let mut call = self.call(root);
        call.args(["metadata", "--format-version", "1", "--locked", "--filter-platform", target]).stdin(Stdio::null());
        let output = call.output().await.map_err(CargoError::NoCargo)?;
        if output.status.success() {
            return Ok(output.stdout);
        }
        let words = String::from_utf8_lossy(&output.stderr);
        Err(CargoError::NoWorkspace(words.trim().trim_start_matches("error: ").to_owned()))
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

/// How cargo is called besides the binaries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct How {
    /// `build`, or another command that takes the same words.
    pub(super) command: String,
    /// Further words.
    pub(super) words: Vec<String>,
    /// Variables of the environment that it is given.
    pub(super) variables: Vec<(String, String)>,
    /// Variables of the environment that it is not to have.
    pub(super) without: Vec<String>,
}

/// What a call has built.
pub(super) struct Built {
    pub(super) executables: BTreeMap<Binary, PathBuf>,
    /// What cargo said of everything that it built or found built.
    pub(super) messages: Vec<Message>,
}

/// The words that select binaries.
fn selected(binaries: &[&Binary]) -> Vec<String> {
    let names = binaries.iter().map(|binary| ("--bin".to_owned(), binary.name.clone()));
    let mut pairs: Vec<(String, String)> = names.collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs.into_iter().flat_map(|(option, value)| [option, value]).chain(chosen(binaries)).collect()
}

/// The words that choose packages, and the features that binaries are built with.
fn chosen(binaries: &[&Binary]) -> Vec<String> {
    let mut pairs: Vec<(&str, String)> = Vec::new();
    for binary in binaries {
        pairs.push(("--package", binary.id.clone()));
        let features = binary.features.iter().map(|feature| format!("{}/{feature}", binary.package));
        pairs.extend(features.map(|feature| ("--features", feature)));
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs.into_iter().flat_map(|(option, value)| [option.to_owned(), value]).collect()
}

/// Tells each line until there are no more.
async fn each_line(from: Option<impl AsyncRead + Unpin>, tell: &mut (dyn FnMut(&str) + Send)) {
    let Some(from) = from else { return };
    let mut lines = BufReader::new(from).lines();
    while let Ok(Some(line)) = lines.next_line().await {
        tell(&line);
    }
}

/// A message of cargo's on something that it built, as far as it is of interest.
#[derive(Debug, Deserialize)]
pub(super) struct Message {
    package_id: String,
    target: Option<TargetName>,
    executable: Option<PathBuf>,
    out_dir: Option<PathBuf>,
}

#[derive(Debug, Deserialize)]
struct TargetName {
    name: String,
    kind: Vec<String>,
}

impl Message {
    /// The executable of a binary.
    fn executable_of(&self, binary: &Binary) -> Option<&Path> {
        let target = self.target.as_ref()?;
        let is_it = target.kind.iter().any(|kind| kind == "bin") && target.name == binary.name;
        self.executable.as_deref().filter(|_| is_it && self.package_id == binary.id)
    }

    /// The folder of a package of the user's own.
    pub(super) fn folder(&self) -> Option<PathBuf> {
        let path = self.package_id.strip_prefix("path+file://")?.split('#').next()?;
        Some(PathBuf::from(plain(path)))
    }

    /// The crate, as the compiler names it.
    pub(super) fn crate_name(&self) -> Option<String> {
        Some(self.target.as_ref()?.name.replace('-', "_"))
    }

    /// The folder of a build script that was run.
    pub(super) fn out(&self) -> Option<&Path> {
        self.out_dir.as_deref()
    }
}

/// A path of an address, in which some letters are numbers: `%20`.
fn plain(path: &str) -> String {
    let mut parts = path.split('%');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        match part.get(..2).and_then(|number| u8::from_str_radix(number, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                bytes.extend_from_slice(part.get(2..).unwrap_or_default().as_bytes());
            }
            None => {
                bytes.push(b'%');
                bytes.extend_from_slice(part.as_bytes());
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cargo::workspace::tests::workspace;

    #[test]
    fn several_binaries_are_one_call() {
        let workspace = workspace();
        let (mut web, worker) =
            (workspace.find("web", "").unwrap(), workspace.find("worker", "api/src/lib.rs").unwrap());
        web.features = vec!["metrics".to_owned()];
        assert_eq!(
            selected(&[&web, &worker, &web]).join(" "),
            "--bin web --bin worker --features shop/metrics --package path+file:///shop#shop --package path+file:///shop/api#api"
        );
    }

    #[test]
    fn what_was_built_is_told_by_messages() {
        let web = workspace().find("web", "").unwrap();
        let line = r#"{"reason":"compiler-artifact","package_id":"path+file:///shop#shop","target":{"kind":["bin"],"name":"web"},"executable":"/t/web","fresh":true}"#;
        let message: Message = serde_json::from_str(line).unwrap();
        assert_eq!(message.executable_of(&web), Some(Path::new("/t/web")));
        assert_eq!(message.folder(), Some(PathBuf::from("/shop")));
        let line =
            r#"{"reason":"build-script-executed","package_id":"path+file:///the%20shop/a#b@1.0.0","out_dir":"/t/out"}"#;
        let message: Message = serde_json::from_str(line).unwrap();
        assert_eq!((message.folder(), message.out()), (Some(PathBuf::from("/the shop/a")), Some(Path::new("/t/out"))));
        assert!(serde_json::from_str::<Message>(r#"{"reason":"build-finished","success":true}"#).is_err());
    }
}
