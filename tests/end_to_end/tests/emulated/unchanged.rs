//! A deploy of what stands already.

use serde_json::Value;

use crate::harness::Account;

/// How many calls a deploy of the boutique may take that changes nothing.
const MOST_CALLS: usize = 30;

#[test]
#[expect(clippy::print_stdout, reason = "how many calls it takes is worth knowing, and changes")]
fn a_second_deploy_only_reads() {
    let account = Account::new();
    account.deploy("boutique");
    account.take_calls();
    account.deploy("boutique").says("Nothing to do");
    let calls = account.take_calls();
    let names: Vec<String> = calls.iter().map(ToString::to_string).collect();
    println!("{} calls: {}", names.len(), names.join(", "));
    assert!(calls.iter().all(|call| call.is_read()), "{names:?}");
    assert!(names.len() <= MOST_CALLS, "{} calls: {names:?}", names.len());
    account.destroy("boutique");
}

#[test]
fn plan_and_status_only_read() {
    let account = Account::new();
    account.run("boutique", &["plan"]).exits(0).says("to create");
    account.run("boutique", &["status"]).exits(0).says("Nothing is deployed");
    assert_eq!(account.take_writes(), [""; 0]);
    account.deploy("boutique");
    account.take_calls();
    account.run("boutique", &["plan"]).exits(0).says("Nothing to do");
    account.run("new_image", &["plan"]).exits(0).says("1.30");
    account.run("boutique", &["status"]).exits(0).says("boutique-dev-web:1");
    assert_eq!(account.take_writes(), [""; 0]);
    account.destroy("boutique");
}

#[test]
fn the_exit_code_of_a_plan_tells_whether_there_are_changes() {
    let account = Account::new();
    let plan = ["plan", "--detailed-exitcode"];
    account.run("boutique", &plan).exits(2);
    account.deploy("boutique");
    account.run("boutique", &plan).exits(0);
    account.run("new_image", &plan).exits(2);
    account.destroy("boutique");
    account.run("boutique", &plan).exits(2);
}

#[test]
fn every_line_of_json_parses() {
    let account = Account::new();
    let mut events = Vec::new();
    for words in [
        &["plan"][..],
        &["deploy", "--yes"],
        &["status"],
        &["deploy", "--yes"],
        &["run", "nothing-of-that-name"],
        &["destroy", "--yes"],
        &["status"],
    ] {
        let outcome = account.run("boutique", &[words, &["--json"]].concat());
        assert!(!outcome.stdout.is_empty(), "{words:?} says nothing");
        for line in outcome.stdout.lines() {
            let value: Value = serde_json::from_str(line).unwrap_or_else(|error| panic!("{words:?}: {error}: {line}"));
            events.push(value["event"].as_str().unwrap_or_default().to_owned());
        }
    }
    for event in ["plan", "deployed", "destroyed", "error"] {
        assert!(events.iter().any(|name| name == event), "no {event} among {events:?}");
    }
    account.assert_empty();
}
