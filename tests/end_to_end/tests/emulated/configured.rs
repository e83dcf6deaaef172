//! What is said of `configure` functions and of declarations that are worth a warning.

use crate::harness::{Account, Running, infra};

const CHANGE: &str = "`Pages` configured: cpu 512 -> 1024";
const TRAP: &str = "[capacity-spot]";

#[test]
fn the_plan_tells_what_was_configured_and_what_is_a_trap() {
    let account = Account::new();
    account.run("configured", &["plan"]).exits(0).says(CHANGE).says(TRAP).says("cluster `Plain` (");
    let plan = account.run("configured", &["plan", "--json"]).exits(0);
    let plan: serde_json::Value = serde_json::from_str(&plan.stdout).unwrap();
    let notes: Vec<&str> = plan["notes"].as_array().unwrap().iter().filter_map(serde_json::Value::as_str).collect();
    assert!(notes.contains(&CHANGE), "{notes:?}");
    assert!(notes.iter().any(|note| note.ends_with(TRAP)), "{notes:?}");
    assert_eq!(account.take_writes(), [""; 0]);
}

#[test]
fn what_is_not_deployed_yet_is_refused_before_aws_is_asked() {
    for words in [&["plan"][..], &["deploy", "--yes"], &["synth"]] {
        Running::start(infra("unfinished", &[words, &["--stage", "dev"]].concat()))
            .finish()
            .exits(2)
            .complains("`Unfinished` (")
            .complains("configured.rs:")
            .complains("has `timeout`, which is not deployed yet")
            .complains("Hint: take `timeout` out until a later version can deploy it");
    }
    // There are no credentials: what goes on to ask AWS says so.
    let outcome = Running::start(infra("unfinished", &["status", "--stage", "dev", "--region", "eu-central-1"]));
    outcome.finish().exits(1).complains("no AWS credentials");
}

#[test]
fn what_a_function_breaks_is_told_by_its_rule() {
    Running::start(infra("broken", &["plan", "--stage", "dev"]))
        .finish()
        .exits(2)
        .complains("stage `dev` breaks rules")
        .complains("[fargate-size]")
        .complains("service `Broken` (")
        .complains("Hint: `explain fargate-size` tells more");
}

#[test]
fn a_function_that_fails_is_told_with_its_item_and_its_reason() {
    Running::start(infra("failing", &["plan", "--stage", "dev"]))
        .finish()
        .exits(1)
        .complains("`configure` of `Failing` (")
        .complains("no quota is known for dev")
        .complains("Hint: the function is the project's own");
}

#[test]
fn the_plan_tells_what_is_waived_and_why() {
    let account = Account::new();
    account
        .run("boutique", &["plan"])
        .exits(0)
        .says("Note: `Boutique` waives [capacity-spot]: dev may stand still for a while");
}
