//! `logs`.

use std::time::Duration;

use serde_json::Value;
use simulated::{Account, Outcome, SHOP, change};
use simulator::{Behaviour, Reaction};

use crate::commands::{fail_to_release, running, runs};

/// The lines of the result without what they begin with: workload and task.
fn lines(outcome: &Outcome) -> Vec<&str> {
    outcome.out.lines().map(|line| line.split_once(' ').map_or(line, |(_, line)| line.trim_start())).collect()
}

/// How often a line was printed.
fn count(outcome: &Outcome, text: &str) -> usize {
    outcome.out.lines().filter(|line| line.ends_with(text)).count()
}

async fn seconds(seconds: u64) {
    tokio::time::sleep(Duration::from_secs(seconds)).await;
}

/// Lets services write one after the other.
async fn written(account: &Account) {
    for (service, line) in
        [("shop-dev-mail", "mail: ready"), ("shop-dev-web", "GET /"), ("shop-dev-mail", "mail: sent")]
    {
        account.aws.service_writes(service, line, Duration::ZERO);
        seconds(1).await;
    }
}

#[tokio::test(start_paused = true)]
async fn several_workloads_are_told_in_the_order_of_time() {
    let account = running().await;
    written(&account).await;
    let outcome = account.run(SHOP, &["logs", "Mail", "web"]).await.exits(0);
    // Two tasks of `web` wrote.
    assert_eq!(lines(&outcome), ["mail: ready", "GET /", "GET /", "mail: sent"]);
    let first = outcome.out.lines().next().unwrap_or_default();
    assert!(first.starts_with("mail/"), "{first}");
    let all = account.run(SHOP, &["logs"]).await.exits(0);
    assert_eq!(lines(&all), lines(&outcome));
    let mail = account.run(SHOP, &["logs", "mail", "--container", "mail"]).await.exits(0);
    assert_eq!(lines(&mail), ["mail: ready", "mail: sent"]);
    let nobody = account.run(SHOP, &["logs", "mail", "--container", "proxy"]).await.exits(2);
    let _nobody = nobody.complains("no container `proxy` writes to CloudWatch Logs");
}

#[tokio::test(start_paused = true)]
async fn only_what_fits_and_is_new_enough_is_told() {
    let account = running().await;
    written(&account).await;
    let filtered = account.run(SHOP, &["logs", "--filter", "?sent ?GET"]).await.exits(0);
    assert_eq!(lines(&filtered), ["GET /", "GET /", "mail: sent"]);
    seconds(700).await;
    let _nothing = account.run(SHOP, &["logs"]).await.exits(0).says("");
    assert_eq!(lines(&account.run(SHOP, &["logs"]).await), Vec::<&str>::new());
    let longer = account.run(SHOP, &["logs", "mail", "--since", "1h"]).await.exits(0);
    assert_eq!(lines(&longer), ["mail: ready", "mail: sent"]);
}

#[tokio::test(start_paused = true)]
async fn programs_get_a_value_a_line() {
    let account = running().await;
    account.aws.service_writes("shop-dev-mail", "sent", Duration::ZERO);
    let outcome = account.run(SHOP, &["logs", "--json"]).await.exits(0);
    let value: Value = serde_json::from_str(outcome.out.trim()).unwrap();
    assert_eq!(
        (&value["workload"], &value["container"], &value["line"]),
        (&"mail".into(), &"mail".into(), &"sent".into())
    );
    assert!(value["at"].as_i64().is_some_and(|at| at > 1_795_305_600_000) && value["task"].is_string(), "{value}");
}

#[tokio::test(start_paused = true)]
async fn an_unknown_workload_gets_a_suggestion() {
    let account = running().await;
    let outcome = account.run(SHOP, &["logs", "maik"]).await.exits(2);
    let _outcome = outcome.complains("shop runs no `maik` in this stage").complains("did you mean `mail`?");
}

#[tokio::test(start_paused = true)]
async fn following_tells_each_line_once_and_ends_with_ctrl_c() {
    let account = running().await;
    account.aws.service_writes("shop-dev-mail", "before", Duration::ZERO);
    let (outcome, ()) = tokio::join!(account.run(SHOP, &["logs", "mail", "web", "-f"]), async {
        for number in 0..20 {
            account.aws.service_writes("shop-dev-mail", &format!("line {number}."), Duration::ZERO);
            account.aws.service_writes("shop-dev-mail", &format!("same time {number}."), Duration::ZERO);
            account.aws.service_writes("shop-dev-web", &format!("late {number}."), Duration::from_secs(40));
            seconds(1).await;
        }
        seconds(120).await;
        account.aws.service_writes("shop-dev-mail", "after a while", Duration::from_secs(20));
        seconds(20).await;
        account.interrupts.press();
    });
    let outcome = outcome.exits(0);
    for number in 0..20 {
        for (text, times) in [("line", 1), ("same time", 1), ("late", 2)] {
            assert_eq!(count(&outcome, &format!(" {text} {number}.")), times, "{text} {number}:\n{}", outcome.out);
        }
    }
    assert_eq!((count(&outcome, " before"), count(&outcome, " after a while")), (1, 1), "{}", outcome.out);
}

#[tokio::test(start_paused = true)]
async fn following_goes_on_while_aws_is_asked_too_often() {
    let account = running().await;
    let mut refused = 0;
    account.aws.on_call(move |call| {
        refused += usize::from(call.operation == "FilterLogEvents");
        if call.operation == "FilterLogEvents" && (2..60).contains(&refused) {
            Reaction::Throttle
        } else {
            Reaction::Pass
        }
    });
    let (outcome, ()) = tokio::join!(account.run(SHOP, &["logs", "mail", "--follow"]), async {
        seconds(5).await;
        account.aws.service_writes("shop-dev-mail", "told in the end", Duration::ZERO);
        seconds(1_800).await;
        account.interrupts.press();
    });
    assert_eq!(count(&outcome.exits(0), " told in the end"), 1);
}

#[tokio::test(start_paused = true)]
async fn a_log_group_that_does_not_exist_has_no_lines() {
    let account = running().await;
    account.aws.service_writes("shop-dev-mail", "sent", Duration::ZERO);
    account.aws.take_log_group("/ecs/shop-dev-web");
    let outcome = account.run(SHOP, &["logs"]).await.exits(0);
    assert_eq!(lines(&outcome), ["sent"]);
}

#[tokio::test(start_paused = true)]
async fn the_task_that_stopped_last_is_told_by_itself() {
    let account = running().await;
    account.aws.service_writes("shop-dev-web", "fine", Duration::ZERO);
    let none = account.run(SHOP, &["logs", "mail", "--previous"]).await.exits(0);
    let _none = none.complains("no task that has stopped is known");
    fail_to_release(&account, "web:2").await;
    runs(&account, "1").await;
    let outcome = account.run(SHOP, &["logs", "web", "--previous"]).await.exits(0);
    assert_eq!(lines(&outcome), ["no"]);
    // ECS forgets it after an hour; its stream stays.
    seconds(7_200).await;
    let outcome = account.run(SHOP, &["logs", "web", "--previous"]).await.exits(0);
    assert_eq!(lines(&outcome), ["no"]);
}

#[tokio::test(start_paused = true)]
async fn what_stands_can_be_read_while_nothing_can_be_declared() {
    let account = running().await;
    account.aws.image("mail", Behaviour::Healthy);
    account.aws.service_writes("shop-dev-mail", "sent", Duration::ZERO);
    change("web", |mut spec| {
        spec.workload.memory = Some(7);
        spec
    });
    let outcome = account.run(SHOP, &["logs"]).await.exits(0).complains("the declarations cannot be read");
    assert_eq!(lines(&outcome), ["sent"]);
}

#[tokio::test(start_paused = true)]
async fn nothing_deployed_is_told() {
    let account = Account::new(1);
    let _outcome = account.run(SHOP, &["logs"]).await.exits(2).complains("nothing is deployed in this stage");
}
