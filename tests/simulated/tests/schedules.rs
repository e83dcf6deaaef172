//! Tasks that start by the clock: deployed, unchanged, changed and taken away. The virtual clock begins at midnight of
//! Sunday, 2026-11-22.

use infra_aws::core::declaration::App;
use serde_json::Value;
use simulated::Account;

/// An app whose one task has these keys.
macro_rules! app_with {
    ($name:ident: $($keys:tt)*) => {
        mod $name {
            use infra_aws::prelude::*;

            #[cluster]
            struct Shop;

            #[task(cluster = Shop, image = "rollup:1", cpu = 256, memory = 512, $($keys)*)]
            struct Rollup;

            pub(super) const APP: App = app!("shop": Shop, Rollup);
        }
    };
}

app_with!(plain: schedule = "cron(0 3 * * ? *)");
app_with!(zoned: schedule = "cron(0 3 * * ? *)", timezone = "Europe/Berlin");
app_with!(twice: schedule = "cron(0 3 * * ? *)", schedule = "rate(1 day)");
app_with!(bounded: schedule = "cron(0 3 ? * 2#1 *)", from = "2026-12-01T00:00:00", until = "2027-01-31T00:00:00");
app_with!(kept: schedule = "cron(0 3 * * ? *)", dead_letter, retries = 3, max_age = "1h");
app_with!(flexible: schedule = "cron(0 3 * * ? *)", flexible = "15m");
app_with!(paused: schedule = "cron(0 3 * * ? *)", paused);
app_with!(late: schedule = "cron(0 3 * * ? *)", from = "2026-11-21T00:00:00");
app_with!(unscheduled: command = ["rollup"]);

/// Deploys a change that is planned in place, after which a second deploy does nothing.
async fn changes(account: &Account, app: App, told: &[&str]) {
    let mut outcome = account.deploy(app).await.says("~ rollup stack (in place, nothing restarts)");
    for told in told {
        outcome = outcome.says(told);
    }
    stays(account, app).await;
}

async fn stays(account: &Account, app: App) {
    let _ = account.aws.take_calls();
    let _outcome = account.deploy(app).await.says("Nothing to do");
    assert!(account.aws.take_calls().iter().all(simulator::Call::is_read));
    assert_eq!(account.aws.violations(), Vec::<String>::new());
}

#[tokio::test(start_paused = true)]
async fn each_key_of_a_schedule_changes_in_place() {
    let account = Account::new(1);
    let made = account.deploy(plain::APP).await;
    let _made =
        made.says("Next runs of rollup: cron(0 3 * * ? *) UTC: 2026-11-22 03:00, 2026-11-23 03:00, 2026-11-24 03:00");
    stays(&account, plain::APP).await;
    let berlin = ["UTC -> Europe/Berlin", "Next runs of rollup: cron(0 3 * * ? *) Europe/Berlin: 2026-11-22 03:00"];
    changes(&account, zoned::APP, &berlin).await;
    let rate = ["+ schedule 2", "rate(1 day) UTC: every 1 day, from when it was made or changed"];
    changes(&account, twice::APP, &rate).await;
    changes(&account, bounded::APP, &["nothing", "UTC: 2026-12-07 03:00, 2027-01-04 03:00\n"]).await;
    changes(
        &account,
        kept::APP,
        &["+ dead letter queue", "+ schedule role: allow sqs:SendMessage on ${DeadLetterQueue.Arn}"],
    )
    .await;
    changes(
        &account,
        flexible::APP,
        &["- dead letter queue", "- schedule role: allow sqs:SendMessage on ${DeadLetterQueue.Arn}"],
    )
    .await;
    changes(&account, paused::APP, &["State: ENABLED -> DISABLED", "UTC: paused"]).await;
    let gone = account.run(unscheduled::APP, &["deploy"]).await.exits(0).says("- schedule");
    assert!(!gone.out.contains("Next runs"), "{}", gone.out);
    stays(&account, unscheduled::APP).await;
    assert_eq!(account.aws.snapshot()["schedules"], 0);
}

#[tokio::test(start_paused = true)]
async fn status_tells_the_next_runs_and_where_to_look_for_what_did_not_start() {
    let account = Account::new(2);
    let _ = account.deploy(kept::APP).await;
    let status = account.run(kept::APP, &["status"]).await.exits(0);
    let status = status.says("Next runs of rollup: cron(0 3 * * ? *) UTC: 2026-11-22 03:00, 2026-11-23 03:00");
    let _status = status.says("rollup could not be started: https://sqs.eu-central-1.amazonaws.com/111122223333/");
    let json = account.run(kept::APP, &["status", "--json"]).await.exits(0);
    let json: Value = serde_json::from_str(&json.out).unwrap();
    let runs = &json["tasks"][0]["next_runs"][0];
    assert_eq!((&runs["schedule"], &runs["at"][0]), (&"cron(0 3 * * ? *)".into(), &"2026-11-22T03:00:00Z".into()));
    let plan = account.run(zoned::APP, &["plan", "--json"]).await.exits(0);
    let plan: Value = serde_json::from_str(&plan.out).unwrap();
    assert_eq!(plan["runs"][0]["at"][0], "2026-11-22T02:00:00Z");
    let _destroyed = account.run(kept::APP, &["destroy"]).await.exits(0).says("Destroyed.");
    assert_eq!(account.aws.violations(), Vec::<String>::new());
}

#[tokio::test(start_paused = true)]
async fn a_start_that_is_over_is_told_before_anything_changes() {
    let account = Account::new(3);
    let _ = account.deploy(plain::APP).await;
    let before = account.end();
    let refused = account.run(late::APP, &["deploy"]).await.exits(1);
    let _refused = refused.complains("`from = \"2026-11-21T00:00:00\"` is over");
    assert_eq!(account.end(), before);
}

#[tokio::test(start_paused = true)]
async fn a_start_that_passes_while_nothing_changes_is_no_matter() {
    let account = Account::new(4);
    let _ = account.deploy(bounded::APP).await;
    tokio::time::sleep(std::time::Duration::from_hours(24 * 20)).await;
    stays(&account, bounded::APP).await;
}
