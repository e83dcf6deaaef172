//! Deployments that wait for somebody, for a test, or for a task.

use std::time::Duration;

use infra_aws::core::declaration::{BlueGreen, Deploy, Image, Smoke};
use simulated::{Account, SHOP, STORE, change, image};
use simulator::{Behaviour, Capacity};

use crate::failures::failed::{Failed, deploy};

/// An app that runs, with a new image for `web`, whose deployment waits, and one for `mail`.
async fn waiting(pause_seconds: Option<u32>) -> Account {
    let account = Account::new(1);
    let web = move |name: &'static str| {
        change("web", move |mut spec| {
            spec.deploy = Some(Deploy::BlueGreen(BlueGreen { bake_seconds: 60, pause_seconds }));
            spec.workload.container.image = Image::Reference(name);
            spec
        });
    };
    // The first deployment has no traffic to move, and waits all the same.
    web("web:1");
    let approve = async {
        account.called("ecs:CreateService", 120).await;
        if pause_seconds.is_some() {
            let _approved = account.run(SHOP, &["approve"]).await.exits(0);
        }
    };
    tokio::join!(account.deploy(SHOP), approve);
    web("web:2");
    image("mail", "mail:2");
    let _before = account.aws.take_calls();
    account
}

fn rejected(failed: Failed) -> Failed {
    let failed = failed.is("rejected", "it was rejected, or nobody approved it in time");
    failed.hints("deploy again when it may go on, and `approve` it in time")
}

#[tokio::test(start_paused = true)]
async fn a_deployment_that_nobody_approves_in_time() {
    let account = waiting(Some(3_600)).await;
    rejected(deploy(account, SHOP, &["deploy"]).await).was_rolled_back().await;
}

#[tokio::test(start_paused = true)]
async fn a_deployment_that_somebody_rejects() {
    let account = waiting(Some(3_600)).await;
    let other = account.clone();
    let (failed, ()) = tokio::join!(deploy(account, SHOP, &["deploy"]), async {
        other.called("ecs:UpdateService", 180).await;
        let _rejected = other.run(SHOP, &["reject", "web"]).await.exits(0);
    });
    rejected(failed).was_rolled_back().await;
}

#[tokio::test(start_paused = true)]
async fn a_deployment_that_waits_longer_than_the_command_may() {
    let account = waiting(Some(3_600)).await;
    let failed = deploy(account, SHOP, &["deploy", "--timeout", "10m"]).await;
    let failed = failed.is("slow", "after 10 min it still waits for `approve` or `reject`");
    let _failed = failed.ends("web: not done in time (after 10 min it still waits for `approve` or `reject`)");
}

#[tokio::test(start_paused = true)]
async fn a_smoke_test_that_fails() {
    let account = waiting(None).await;
    change("web", |mut spec| {
        spec.deploy = Some(Deploy::BlueGreen(BlueGreen { bake_seconds: 60, ..BlueGreen::new() }));
        spec.smoke = Some(Smoke(|_| Err("/cart answered 500".to_owned())));
        spec.workload.container.image = Image::Reference("web:2");
        spec
    });
    let failed = deploy(account, SHOP, &["deploy"]).await;
    let failed = failed.is("smoke", "its smoke test failed: /cart answered 500").hints("no user saw them");
    failed.was_rolled_back().await;
}

/// An app that runs, whose pages waited for a task.
async fn store() -> Account {
    let account = Account::new(1);
    account.aws.image("migrate:1", Behaviour::Exit { after: Duration::from_secs(3), code: 0, lines: Vec::new() });
    account.deploy(STORE).await;
    account
}

#[tokio::test(start_paused = true)]
async fn a_task_that_must_come_first_and_fails() {
    let account = store().await;
    image("web", "web:2");
    image("mail", "mail:2");
    account.aws.image("migrate:1", Behaviour::crash(5, &["no such column"]));
    let outcome = account.run(STORE, &["deploy"]).await.exits(1);
    let outcome =
        outcome.complains("migrate failed, so `web` was left as it is: container migrate ended with exit code 5");
    let outcome = outcome.complains("no such column").complains("[crash]").complains("\nmail: done (revision 2)");
    let _outcome = outcome.complains("\nweb: left out (");
    let status = account.run(STORE, &["status"]).await.exits(0);
    assert!(status.out.contains("store-dev-web:1 "), "{}", status.out);
    let reports = account.reports();
    assert_eq!((reports.len(), &reports[0]["service"], &reports[0]["cause"]), (1, &"migrate".into(), &"crash".into()));
}

#[tokio::test(start_paused = true)]
async fn a_task_that_must_come_first_and_finds_no_place() {
    let account = store().await;
    image("web", "web:2");
    account.aws.capacity("store-dev-migrate", Capacity::FargateUnavailable);
    let outcome = account.run(STORE, &["deploy"]).await.exits(1);
    let outcome =
        outcome.complains("migrate run: ecs:RunTask failed: ClientException: Capacity is unavailable at this time");
    let outcome = outcome.complains("Hint: the task itself was not tried: run the same command again later");
    let _outcome = outcome.complains("\nweb: left out (its service needs what failed; what runs was left alone)");
}
