//! `status`, and `destroy` where nothing can be declared.

use simulated::{SHOP, change, image};
use simulator::Behaviour;

use crate::commands::{fail_to_release, running, runs, while_deploying};

#[tokio::test(start_paused = true)]
async fn a_failed_stack_is_told_and_fails_nothing() {
    let account = running().await;
    account.aws.put_stack("shop-dev-admin", "UPDATE_ROLLBACK_FAILED", &[]);
    let status = account.run(SHOP, &["status"]).await.exits(0);
    let _status = status.says("stack shop-dev-admin is UPDATE_ROLLBACK_FAILED").says("shop-dev-web:1");
}

#[tokio::test(start_paused = true)]
async fn a_deployment_that_goes_on_is_told() {
    let account = running().await;
    image("web", "web:2");
    let deploy = while_deploying(&account, SHOP, async |other| {
        let status = other.run(SHOP, &["status"]).await.exits(0);
        let line = status.out.lines().find(|line| line.starts_with("web ")).unwrap_or_default().to_owned();
        assert!(line.contains("in progress") && line.contains("shop-dev-web:2 "), "{}", status.out);
    });
    let _deploy = deploy.await.exits(0);
}

#[tokio::test(start_paused = true)]
async fn a_rolled_back_deployment_is_told() {
    let account = running().await;
    fail_to_release(&account, "web:2").await;
    runs(&account, "1").await;
    let status = account.run(SHOP, &["status"]).await.exits(0);
    let line = status.out.lines().find(|line| line.starts_with("web ")).unwrap_or_default();
    assert!(line.contains("rollback successful"), "{}", status.out);
}

#[tokio::test(start_paused = true)]
async fn a_service_whose_tasks_crash_is_told() {
    let account = running().await;
    image("web", "web:2");
    account.aws.image("web:2", Behaviour::Stuck);
    let _deploy = account.run(SHOP, &["deploy", "--timeout", "2m"]).await.exits(1);
    let _status = account.run(SHOP, &["status"]).await.exits(0).says("in progress");
}

#[tokio::test(start_paused = true)]
async fn what_stands_can_be_seen_and_destroyed_while_nothing_can_be_declared() {
    let account = running().await;
    change("web", |mut spec| {
        // No target deploys it, and no rule allows it.
        spec.workload.memory = Some(7);
        spec
    });
    let _deploy = account.run(SHOP, &["deploy"]).await.exits(2);
    let status = account.run(SHOP, &["status"]).await.exits(0).says("shop-dev-web:1");
    let _status = status.complains("the declarations cannot be read, so only what stands counts");
    let _destroyed = account.run(SHOP, &["destroy"]).await.exits(0).says("Destroyed.");
    let _status = account.run(SHOP, &["status"]).await.exits(0).says("Nothing is deployed.");
    assert_eq!(account.aws.violations(), Vec::<String>::new());
}
