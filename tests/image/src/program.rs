//! The programs of others.

use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A program that Debian and Ubuntu have in a package of the same name: what a variable such as `INFRA_TEST_DOCKER_REGISTRY` names,
/// else what is in the path.
#[must_use]
pub fn program(name: &str) -> PathBuf {
    let variable = format!("INFRA_TEST_{}", name.to_uppercase().replace('-', "_"));
    if let Some(given) = std::env::var_os(&variable) {
        return given.into();
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file());
    found.unwrap_or_else(|| {
        panic!("`{name}` is not installed: run `apt-get install {name}`, or name it by `{variable}`")
    })
}

/// Writes a script of the shell that can be run. Another process writes it: while this one had it open, so had what other tests
/// start meanwhile, and what is open for writing cannot be run.
pub fn script(file: &Path, text: &str) {
    let mut shell = Command::new("/bin/sh");
    shell.args(["-c", "cat > \"$0\" && chmod 755 \"$0\""]).arg(file).stdin(Stdio::piped());
    let mut writer = shell.spawn().unwrap();
    writer.stdin.take().unwrap().write_all(format!("#!/bin/sh\n{text}").as_bytes()).unwrap();
    assert!(writer.wait().unwrap().success());
}

/// Runs a program to its end, and gives what it wrote. It must succeed.
pub fn run<A: AsRef<OsStr>>(name: &str, arguments: impl IntoIterator<Item = A>) -> String {
    let output = Command::new(program(name)).args(arguments).output().unwrap();
    let [out, error] = [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned());
    assert!(output.status.success(), "{name}: {}\n{out}\n{error}", output.status);
    out
}
