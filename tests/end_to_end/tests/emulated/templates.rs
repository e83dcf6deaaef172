//! cfn-lint's opinion of every template of the examples.

use std::path::Path;
use std::process::Command;

use crate::harness::{Running, infra, tool};

#[test]
fn cfn_lint_finds_nothing_in_the_examples() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("synth-lint");
    let mut templates = Vec::new();
    for (app, stacks) in [("boutique", 4), ("encode", 4), ("platform", 16)] {
        for stage in ["dev", "prod"] {
            let words = ["synth", "--stage", stage, "--output", &folder.to_string_lossy()];
            let outcome = Running::start(infra(app, &words)).finish().exits(0);
            let written = outcome.stdout.lines().filter(|file| file.ends_with(".template.json")).map(str::to_owned);
            let written: Vec<String> = written.collect();
            assert_eq!(written.len(), stacks, "a stack a cluster and one a workload: {written:?}");
            templates.extend(written);
        }
    }
    let mut command = Command::new(tool("INFRA_TEST_CFN_LINT", "cfn-lint", "cfn-lint"));
    command.args(["--regions", "eu-central-1", "us-east-1", "--"]).args(&templates);
    let outcome = Running::start(command).finish();
    assert!(outcome.code == Some(0) && outcome.stdout.trim().is_empty(), "{}\n{}", outcome.stdout, outcome.stderr);
    std::fs::remove_dir_all(folder).unwrap();
}
