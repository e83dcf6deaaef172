//! cfn-lint, which `cargo xtask test` installs and names in the environment.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// Fails the test unless cfn-lint has nothing to say of these templates.
pub(crate) fn finds_nothing(templates: &[PathBuf]) {
    let program = env::var_os("INFRA_TEST_CFN_LINT").map_or_else(installed, PathBuf::from);
    let output = Command::new(&program).args(["--regions", "eu-central-1", "--"]).args(templates).output();
    let output = output.unwrap_or_else(|error| {
        panic!("{} does not start ({error}); `cargo xtask test` installs it", program.display())
    });
    let said = [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned()).concat();
    assert!(output.status.success() && said.trim().is_empty(), "{} says\n{said}", program.display());
}

/// Where `cargo xtask test` puts it: in a folder that ends with the version that it pins.
fn installed() -> PathBuf {
    let python = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/python");
    let folders = fs::read_dir(&python).into_iter().flatten().flatten().map(|entry| entry.path());
    let lint =
        folders.filter(|folder| folder.file_name().is_some_and(|name| name.to_string_lossy().starts_with("cfn-lint-")));
    lint.max().unwrap_or_else(|| python.join("cfn-lint")).join("bin/cfn-lint")
}
