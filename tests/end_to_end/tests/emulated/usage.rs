//! What is said to who asks for something that cannot be done.

use std::path::Path;

use crate::harness::{Account, Running, infra};

#[test]
fn nothing_is_changed_without_a_yes() {
    let account = Account::new();
    account.run("boutique", &["deploy"]).exits(2).complains("Nobody can be asked here").complains("Hint: give `--yes`");
    account.run("boutique", &[]).exits(2);
    assert_eq!(account.take_writes(), [""; 0]);
    account.assert_empty();
    account.deploy("boutique");
    account.take_calls();
    account.run("boutique", &["destroy"]).exits(2).complains("Hint: give `--yes`");
    account.run("new_image", &["deploy"]).exits(2);
    assert_eq!(account.take_writes(), [""; 0]);
    // What changes nothing needs no consent.
    account.run("boutique", &["deploy"]).exits(0).says("Nothing to do");
    account.destroy("boutique");
    account.run("boutique", &["destroy"]).exits(0).says("Nothing to do");
}

#[test]
fn a_protected_stage_is_destroyed_only_by_its_name() {
    let account = Account::new();
    account.deploy("protected");
    account.take_calls();
    account.run("protected", &["destroy", "--yes"]).exits(2).complains("is protected").complains("--confirm dev");
    account.run("protected", &["destroy", "--yes", "--confirm", "prod"]).exits(2).complains("nothing was changed");
    assert_eq!(account.take_writes(), [""; 0]);
    account.run("protected", &["destroy", "--confirm", "dev"]).exits(0).says("Destroyed.");
    account.assert_empty();
}

#[test]
fn a_task_that_does_not_exist() {
    let account = Account::new();
    account.run("boutique", &["run", "roll-down"]).exits(2).complains("no task `roll-down`").complains("it has rollup");
    // A service is no task.
    account.run("boutique", &["run", "web"]).exits(2).complains("it has rollup");
    account.run("protected", &["run", "rollup"]).exits(2).complains("this app declares no task");
    assert!(account.take_calls().is_empty(), "what is wrong on the command line needs no AWS");
}

#[test]
fn a_task_that_is_not_deployed() {
    let account = Account::new();
    account.run("boutique", &["run", "rollup"]).exits(1).complains("not deployed");
    assert_eq!(account.take_writes(), [""; 0]);
}

#[test]
fn a_stage_that_is_not_declared() {
    let words = ["plan", "--stage", "staging"];
    Running::start(infra("boutique", &words)).finish().exits(2).complains("staging").complains("dev").complains("prod");
    Running::start(infra("boutique", &["plan"])).finish().exits(2).complains("--stage");
}

#[test]
fn synth_needs_no_aws() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("synth-alone");
    let words = ["synth", "--stage", "prod", "--output", &folder.to_string_lossy()];
    let outcome = Running::start(infra("boutique", &words)).finish().exits(0);
    let written: Vec<&str> = outcome.stdout.lines().collect();
    assert!(!written.is_empty());
    for file in written {
        let text = std::fs::read_to_string(file).unwrap();
        assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok(), "{file} is not JSON");
    }
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn rules_are_listed_and_told_without_a_stage_and_without_aws() {
    let outcome = Running::start(infra("boutique", &["rules"])).finish().exits(0).says("fargate-size").says("botocore");
    // Not on a terminal: a line a rule.
    assert!(outcome.stdout.lines().all(|line| !line.starts_with(' ')), "{}", outcome.stdout);
    let json = Running::start(infra("boutique", &["rules", "--json"])).finish().exits(0);
    let json: serde_json::Value = serde_json::from_str(&json.stdout).unwrap();
    assert_eq!(json["rules"].as_array().unwrap().len(), outcome.stdout.lines().count() - 1);

    let told = |words: &[&str]| Running::start(infra("boutique", words)).finish();
    told(&["explain", "capacity-spot"]).exits(0).says("capacity-spot: a warning; `waive(").says("Sources:");
    told(&["explain", "[capacity-spot]", "--json"]).exits(0).says(r#""strength":"warning""#).says(r#""explanation":"#);
    told(&["explain", "capacity-sopt"])
        .exits(2)
        .complains("there is no rule `capacity-sopt`")
        .complains("did you mean `capacity-spot`")
        .complains("Hint: `rules` lists every rule");
}
