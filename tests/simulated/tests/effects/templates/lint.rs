//! cfn-lint's opinion of every template: each key is declared in one of them.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

#[tokio::test(start_paused = true)]
async fn cfn_lint_finds_nothing() {
    let program = env::var_os("INFRA_TEST_CFN_LINT").map_or_else(installed, PathBuf::from);
    let folder = env::temp_dir().join(format!("infra-effects-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("the directory of temporary files takes another one");
    let mut files = Vec::new();
    for (number, text) in super::all().await.into_iter().enumerate() {
        let file = folder.join(format!("{number:04}.json"));
        fs::write(&file, text).expect("a template is written");
        files.push(file);
    }
    let output = Command::new(&program).args(["--regions", "eu-central-1", "--"]).args(&files).output();
    let output = output.unwrap_or_else(|error| {
        panic!("{} does not start ({error}); `cargo xtask test` installs it", program.display())
    });
    let said = [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned()).concat();
    assert!(output.status.success() && said.trim().is_empty(), "{} says\n{said}", program.display());
    fs::remove_dir_all(&folder).expect("what was written is removed");
}

/// Where `cargo xtask test` puts it: in a folder that ends with the version that it pins.
fn installed() -> PathBuf {
    let python = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/python");
    let folders = fs::read_dir(&python).into_iter().flatten().flatten().map(|entry| entry.path());
    let lint =
        folders.filter(|folder| folder.file_name().is_some_and(|name| name.to_string_lossy().starts_with("cfn-lint-")));
    lint.max().unwrap_or_else(|| python.join("cfn-lint")).join("bin/cfn-lint")
}
