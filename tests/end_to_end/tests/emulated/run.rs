//! One run of a task: its log comes along, and its exit code is the command's.

use serde_json::{Value, json};

use crate::harness::{Account, Call, Reaction};

/// The task as it is told when its container has ended with `code`.
fn ended(body: &str, code: i32) -> String {
    let mut answer: Value = serde_json::from_str(body).expect("the emulator answers JSON");
    let task = &mut answer["tasks"][0];
    task["lastStatus"] = json!("STOPPED");
    task["stoppedReason"] = json!("Essential container in task exited");
    task["containers"] = json!([{ "name": "rollup", "lastStatus": "STOPPED", "exitCode": code }]);
    answer.to_string()
}

/// A task that ECS does not know at first, then runs, writes a line, and ends with 3.
fn life() -> impl FnMut(&Call) -> Reaction {
    let (mut looks, mut reads) = (0, 0);
    move |call| match call.action.as_str() {
        "DescribeTasks" => {
            looks += 1;
            match looks {
                1 => Reaction::Answer(200, json!({ "tasks": [], "failures": [] }).to_string()),
                2 => Reaction::Forward,
                _ => Reaction::edit(|body| ended(&body, 3)),
            }
        }
        "GetLogEvents" => {
            reads += 1;
            let events =
                if reads == 1 { json!([{ "message": "counted 42 orders", "timestamp": 0 }]) } else { json!([]) };
            Reaction::Answer(200, json!({ "events": events, "nextForwardToken": "f/1" }).to_string())
        }
        _ => Reaction::Forward,
    }
}

#[test]
fn a_run_shows_its_log_and_exits_with_its_code() {
    let account = Account::new();
    account.deploy("boutique");
    account.react(life());
    let outcome = account.run("boutique", &["run", "Rollup"]).exits(3).says("counted 42 orders");
    assert_eq!(outcome.stdout.matches("counted").count(), 1, "{}", outcome.stdout);
    outcome.complains("exit code 3").complains("Essential container in task exited");
    account.forward();
    account.destroy("boutique");
}

#[test]
fn a_run_needs_a_deploy() {
    let account = Account::new();
    account.run("boutique", &["run", "rollup"]).exits(1).complains("is not deployed in this stage; deploy it first");
}
