//! The compiler that cargo calls.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use tokio::process::Command;

use super::{Cargo, CargoError};

/// A Rust compiler and what is installed with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toolchain {
    /// Its version, as `1.95.0`.
    pub release: String,
    /// The commit that it was built of; empty where it does not say.
    pub commit: String,
    /// The triple of the machine that it runs on.
    pub host: String,
    /// Where it is installed.
    pub sysroot: PathBuf,
}

impl Toolchain {
    /// Reads what `rustc -vV` and `rustc --print sysroot` wrote.
    fn read(version: &str, sysroot: &str) -> Option<Self> {
        let field = |name: &str| version.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
        Some(Self {
            release: field("release")?.to_owned(),
            commit: field("commit-hash").filter(|commit| *commit != "unknown").unwrap_or_default().to_owned(),
            host: field("host")?.to_owned(),
            sysroot: PathBuf::from(sysroot.trim()),
        })
    }

    /// The version by which two compilers are told apart. The machine that it runs on is not in it: what it makes is the same.
    #[must_use]
    pub fn version(&self) -> String {
        [self.release.as_str(), &self.commit].join(" ").trim().to_owned()
    }

    /// Whether the standard library for a target is installed.
    #[must_use]
    pub fn has(&self, target: &str) -> bool {
        self.sysroot.join("lib/rustlib").join(target).join("lib").is_dir()
    }

    /// Whether the machine that it runs on has this instruction set, and runs Linux.
    #[must_use]
    pub fn is_native(&self, architecture: &str) -> bool {
        self.host.starts_with(architecture) && self.host.contains("-linux-")
    }
}

impl Cargo {
    /// The compiler that it calls in a folder.
    pub async fn toolchain(&self, folder: &Path) -> Result<Toolchain, CargoError> {
        let program = self.rustc();
        let call = async |words: &[&str]| -> Result<String, CargoError> {
            let mut call = Command::new(&program);
            let output = call.args(words).current_dir(folder).stdin(Stdio::null()).output().await;
            let output = output.map_err(CargoError::NoRustc)?;
            if output.status.success() {
                return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
            }
            let words = String::from_utf8_lossy(&output.stderr).trim().to_owned();
            Err(CargoError::NoRustc(std::io::Error::other(words)))
        };
        let (version, sysroot) = (call(&["-vV"]).await?, call(&["--print", "sysroot"]).await?);
        let unknown = || CargoError::NoRustc(std::io::Error::other("it does not tell its version"));
        Toolchain::read(&version, &sysroot).ok_or_else(unknown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const VERSION: &str = "rustc 1.95.0 (59807616e 2026-04-14)\nbinary: rustc\ncommit-hash: 59807616e1fa\n\
                           commit-date: 2026-04-14\nhost: x86_64-unknown-linux-gnu\nrelease: 1.95.0\nLLVM version: 22.1.2\n";

    #[test]
    fn a_compiler_is_told_by_its_version() {
        let toolchain = Toolchain::read(VERSION, "/rust\n").unwrap();
        assert_eq!(toolchain.version(), "1.95.0 59807616e1fa");
        assert!(toolchain.is_native("x86_64") && !toolchain.is_native("aarch64"));
        let elsewhere = VERSION.replace("x86_64-unknown-linux-gnu", "aarch64-apple-darwin");
        let elsewhere = Toolchain::read(&elsewhere, "/rust").unwrap();
        assert_eq!(elsewhere.version(), toolchain.version());
        assert!(!elsewhere.is_native("aarch64"));
        assert_eq!(Toolchain::read("rustc 1", "/rust"), None);
    }

    #[test]
    fn what_is_installed_is_seen() {
        let folder = tempfile::tempdir().unwrap();
        let toolchain = Toolchain::read(VERSION, folder.path().to_str().unwrap()).unwrap();
        assert!(!toolchain.has("aarch64-unknown-linux-musl"));
        std::fs::create_dir_all(folder.path().join("lib/rustlib/aarch64-unknown-linux-musl/lib")).unwrap();
        assert!(toolchain.has("aarch64-unknown-linux-musl"));
    }
}
