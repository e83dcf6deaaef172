//! A deploy that is killed, or whose answers get lost, is finished by the same command.

use std::sync::mpsc::channel;
use std::time::Duration;

use crate::harness::{Account, Reaction, Running};

/// How long it may take until a write is seen.
const LIMIT: Duration = Duration::from_mins(1);

/// How many calls of a command of the boutique change something.
fn count_writes(words: &[&str], prepare: impl Fn(&Account)) -> usize {
    let account = Account::new();
    prepare(&account);
    account.take_calls();
    account.run("boutique", words).exits(0);
    account.take_writes().len()
}

/// Runs a command and kills it as soon as its `last`th write is done; no later one is.
fn kill_after(account: &Account, words: &[&str], last: usize) {
    let (told, tells) = channel();
    let mut writes = 0;
    account.react(move |call| {
        if writes >= last {
            return Reaction::Refuse;
        }
        if call.is_read() {
            return Reaction::Forward;
        }
        writes += 1;
        if writes == last { Reaction::LoseAnswer(Some(told.clone())) } else { Reaction::Forward }
    });
    let mut running = Running::start(account.command("boutique", words));
    tells.recv_timeout(LIMIT).unwrap_or_else(|error| panic!("write {last}: {error}"));
    running.kill();
    account.forward();
}

#[test]
fn a_killed_deploy_is_finished_by_the_next() {
    let writes = count_writes(&["deploy", "--yes"], |_| {});
    assert_eq!(writes, 9, "four stacks, three task definitions, two services");
    for last in 1..=writes {
        let account = Account::new();
        kill_after(&account, &["deploy", "--yes"], last);
        account.deploy("boutique");
        account.deploy_nothing("boutique");
        account.destroy("boutique");
    }
}

#[test]
fn what_a_killed_deploy_left_can_be_destroyed() {
    for last in [1, 3, 6, 8] {
        let account = Account::new();
        kill_after(&account, &["deploy", "--yes"], last);
        account.destroy("boutique");
    }
}

#[test]
fn a_killed_destroy_is_finished_by_the_next() {
    let writes = count_writes(&["destroy", "--yes"], |account| drop(account.deploy("boutique")));
    for last in 1..writes {
        let account = Account::new();
        account.deploy("boutique");
        kill_after(&account, &["destroy", "--yes"], last);
        account.run("boutique", &["destroy", "--yes"]).exits(0);
        account.assert_empty();
    }
}

#[test]
fn a_lost_answer_is_no_failure() {
    for action in ["CreateStack", "CreateService", "RegisterTaskDefinition"] {
        let account = Account::new();
        let mut lost = false;
        account.react(move |call| {
            if call.action == action && !lost {
                lost = true;
                return Reaction::LoseAnswer(None);
            }
            Reaction::Forward
        });
        account.deploy("boutique").says("Deployed.");
        account.deploy_nothing("boutique");
        account.destroy("boutique");
    }
}

#[test]
fn lost_answers_of_a_change_and_a_removal_are_no_failures() {
    for (app, actions) in [
        ("moved_route", &["UpdateStack", "UpdateService"][..]),
        ("without_web", &["DeleteService", "DeleteStack", "DeregisterTaskDefinition", "DeleteTaskDefinitions"]),
    ] {
        for &action in actions {
            let account = Account::new();
            account.deploy("boutique");
            let mut lost = false;
            account.react(move |call| {
                if call.action == action && !lost {
                    lost = true;
                    return Reaction::LoseAnswer(None);
                }
                Reaction::Forward
            });
            account.deploy(app);
            account.deploy_nothing(app);
            account.destroy(app);
        }
    }
}
