//! `rollback`.

use simulated::{Account, SHOP, image};
use simulator::{Behaviour, Reaction};

use crate::commands::{fail_to_release, release, running, runs, while_deploying};

#[tokio::test(start_paused = true)]
async fn a_deployment_that_goes_on_is_stopped() {
    let account = running().await;
    image("web", "web:2");
    let deploy = while_deploying(&account, SHOP, async |other| {
        let rollback = other.run(SHOP, &["rollback"]).await.exits(0).says("Rolled back.");
        let rollback =
            rollback.says("web: the deployment of shop-dev-web:2 is stopped, and what ran before it is put back");
        let _rollback = rollback.complains("web service: rolled back, revision 2");
    });
    let _deploy = deploy.await.exits(1).complains("[stopped]");
    // That it was rolled back is what was asked for: only the deploy itself reports a failure.
    assert_eq!(account.reports().len(), 1);
    runs(&account, "1").await;
}

#[tokio::test(start_paused = true)]
async fn the_last_good_revision_comes_back_after_bad_ones() {
    let account = running().await;
    release(&account, "web:2").await;
    fail_to_release(&account, "web:3").await;
    fail_to_release(&account, "web:4").await;
    let rollback = account.run(SHOP, &["rollback", "web"]).await.exits(0);
    let rollback = rollback.says("web: shop-dev-web:1 is deployed again (web:1").says("Rolled back.");
    let _rollback = rollback.complains("web service: succeeded, revision 1");
    runs(&account, "1").await;
}

#[tokio::test(start_paused = true)]
async fn after_a_rollback_a_deploy_says_what_it_would_change() {
    let account = running().await;
    release(&account, "web:2").await;
    let _rollback = account.run(SHOP, &["rollback", "web"]).await.exits(0);
    let plan = account.run(SHOP, &["plan", "--detailed-exitcode"]).await.exits(2);
    let _plan = plan.says("~ web service (rolling restart of 2 tasks").says("shop-dev-web:1 -> shop-dev-web:2");
    account.deploy(SHOP).await;
    runs(&account, "2").await;
}

#[tokio::test(start_paused = true)]
async fn a_revision_that_is_named() {
    let account = running().await;
    for name in ["web:2", "web:3"] {
        release(&account, name).await;
    }
    let rollback = account.run(SHOP, &["rollback", "web", "--to", "1"]).await.exits(0);
    let _rollback = rollback.says("web: shop-dev-web:1 is deployed again");
    runs(&account, "1").await;
}

#[tokio::test(start_paused = true)]
async fn a_revision_that_never_ran_well_is_refused() {
    let account = running().await;
    fail_to_release(&account, "web:2").await;
    let _before = account.aws.take_calls();
    let refused = account.run(SHOP, &["rollback", "web", "--to", "2"]).await.exits(1);
    let refused = refused.complains("service shop-dev-web has no successful deployment of revision 2 on record");
    let _refused = refused.complains("Hint: `history web` lists");
    assert!(account.aws.calls().iter().all(simulator::Call::is_read));
}

#[tokio::test(start_paused = true)]
async fn nothing_to_go_back_to() {
    let account = running().await;
    let refused = account.run(SHOP, &["rollback", "web"]).await.exits(1);
    let _refused = refused.complains("no successful deployment of another revision than shop-dev-web:1 on record");
    let refused =
        account.run(SHOP, &["rollback"]).await.exits(2).complains("no deployment goes on that could be rolled");
    let _refused = refused.complains("Hint: name the service whose last good revision");
    let _unknown = account.run(SHOP, &["rollback", "nobody"]).await.exits(2).complains("shop runs no service `nobody`");
}

#[tokio::test(start_paused = true)]
async fn a_rollback_that_fails_is_no_success() {
    let account = running().await;
    release(&account, "web:2").await;
    account.aws.image("web:1", Behaviour::crash(1, &["the old one fails too"]));
    let rollback = account.run(SHOP, &["rollback", "web"]).await.exits(1).complains("[crash]");
    assert!(!rollback.out.contains("Rolled back."), "{}", rollback.out);
    runs(&account, "2").await;
}

#[tokio::test(start_paused = true)]
async fn a_first_deployment_that_is_stopped_leaves_nothing() {
    let account = Account::new(1);
    account.aws.image("web:1", Behaviour::Stuck);
    let _deploy = account.run(SHOP, &["deploy", "--timeout", "5m"]).await.exits(1);
    let rollback = account.run(SHOP, &["rollback"]).await;
    let rollback = rollback.exits(0).says("is stopped; nothing ran before it that could be put back");
    assert!(rollback.out.ends_with("Stopped.\n"), "{}", rollback.out);
}

#[tokio::test(start_paused = true)]
async fn a_deployment_that_is_done_before_it_could_be_stopped_is_no_rollback() {
    let account = running().await;
    image("web", "web:2");
    let deploying = account.clone();
    let deploy = async move { deploying.deploy(SHOP).await };
    let rollback = async {
        account.called("ecs:UpdateService", 1).await;
        // AWS takes its time, and the deployment ends meanwhile.
        account.aws.on_call(|call| match call.operation.as_str() {
            "StopServiceDeployment" => Reaction::error("ConflictException", "The deployment has ended."),
            _ => Reaction::Pass,
        });
        account.run(SHOP, &["rollback", "web"]).await
    };
    let (_deployed, rollback) = tokio::join!(deploy, rollback);
    let rollback =
        rollback.exits(1).complains("the deployment of `web` was done before it could be stopped: revision 2");
    assert!(!rollback.out.contains("Rolled back."), "{}", rollback.out);
}
