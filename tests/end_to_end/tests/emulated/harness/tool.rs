//! The tools that `cargo xtask test` installs.

use std::path::{Path, PathBuf};

/// The path of a tool's command: what the environment says, or where xtask installs it.
pub(crate) fn tool(variable: &str, package: &str, command: &str) -> PathBuf {
    let path = std::env::var_os(variable).map_or_else(|| installed(package).join(command), PathBuf::from);
    assert!(path.exists(), "{} is missing; `cargo xtask test` installs it", path.display());
    path
}

/// The commands of a package; its folder ends with the version that xtask pins.
fn installed(package: &str) -> PathBuf {
    // Cargo gives tests a folder of their own in the target folder.
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).ancestors().nth(1).expect("it lies in the target folder");
    let python = target.join("python");
    let folders = std::fs::read_dir(&python).into_iter().flatten().flatten().map(|entry| entry.path());
    let found = folders.filter(|folder| {
        folder.file_name().is_some_and(|name| name.to_string_lossy().starts_with(&format!("{package}-")))
    });
    found.max().unwrap_or_else(|| python.join(package)).join("bin")
}
