//! Deployments that end otherwise than by their tasks.

use simulated::{Account, SHOP, change, image};
use simulator::Behaviour;

use crate::failures::failed::{Failed, changed, deploy};

/// A deploy of a new image of `web`, while whose deployment something else is done.
async fn deploy_while(account: Account, meanwhile: impl AsyncFnOnce(&Account)) -> Failed {
    let other = account.clone();
    let (failed, ()) = tokio::join!(deploy(account, SHOP, &["deploy"]), async {
        other.called("ecs:UpdateService", 8).await;
        meanwhile(&other).await;
    });
    failed
}

#[tokio::test(start_paused = true)]
async fn tasks_that_never_start_end_at_the_deadline_that_was_given() {
    let account = changed().await;
    account.aws.image("web:2", Behaviour::Stuck);
    let failed = deploy(account, SHOP, &["deploy", "--timeout", "4m"]).await;
    let failed = failed.is("slow", "after 4 min 0 of 2 tasks run and 2 are starting; it goes on");
    let failed = failed.hints("`attach` goes on watching").hints("`--timeout` gives more time");
    let failed = failed
        .ends("web: not done in time (after 4 min 0 of 2 tasks run")
        .shows("has started 2 tasks")
        .ends("mail: done (revision 2)");
    assert_eq!(failed.report["state"], "timed_out");
}

#[tokio::test(start_paused = true)]
async fn tasks_that_never_start_end_at_the_deadline_of_the_estimate() {
    let account = changed().await;
    account.aws.image("web:2", Behaviour::Stuck);
    let failed = deploy(account, SHOP, &["deploy"]).await;
    let _failed = failed.ends("web: not done in time (after 15 min 0 of 2 tasks run");
}

#[tokio::test(start_paused = true)]
async fn an_alarm_that_goes_off() {
    let account = Account::new(1);
    change("web", |mut spec| {
        spec.alarms = &["shop-5xx"];
        spec
    });
    account.deploy(SHOP).await;
    change("web", |mut spec| {
        spec.alarms = &["shop-5xx"];
        spec.workload.container.image = infra_aws::core::declaration::Image::Reference("web:2");
        spec
    });
    image("mail", "mail:2");
    let _before = account.aws.take_calls();
    let failed = deploy_while(account, async |other| other.aws.alarm("shop-5xx")).await;
    let failed = failed.is("alarm", "the alarm shop-5xx went off").shows("shop-5xx");
    failed.hints("see in CloudWatch what the alarm saw").was_rolled_back().await;
}

#[tokio::test(start_paused = true)]
async fn a_deployment_that_somebody_stops() {
    let failed = deploy_while(changed().await, async |other| {
        let _stopped = other.run(SHOP, &["rollback", "web"]).await.exits(0).says("Rolled back.");
    });
    let failed = failed.await.is("stopped", "somebody stopped it").shows("it was stopped by the user");
    failed.hints("`history` tells what runs now").was_rolled_back().await;
}

#[tokio::test(start_paused = true)]
async fn a_deployment_that_another_replaces() {
    let failed = deploy_while(changed().await, async |other| {
        image("web", "web:3");
        other.deploy(SHOP).await;
    });
    let failed = failed.await.is("superseded", "another deployment took its place");
    let failed = failed.hints("`history` tells whose it is").ends("web: replaced by another deployment (");
    let _failed = failed.ends("mail: done (revision 2)");
}

#[tokio::test(start_paused = true)]
async fn a_service_that_is_deleted_meanwhile() {
    let failed = deploy_while(changed().await, async |other| {
        let call = other.ecs().delete_service().cluster("shop-dev-shop").service("shop-dev-web").force(true);
        call.send().await.unwrap();
    });
    let failed = failed.await.is("deleted", "the service was deleted while it was being deployed");
    let _failed = failed.hints("deploy again to make it anew").ends("web: failed (the service was deleted");
}

#[tokio::test(start_paused = true)]
async fn a_first_deployment_has_nothing_to_go_back_to() {
    let account = Account::new(1);
    account.aws.image("web:1", Behaviour::crash(2, &["no configuration"]));
    let failed = deploy(account, SHOP, &["deploy"]).await.is("crash", "container web ended with exit code 2");
    let failed = failed.shows("no configuration").ends("web: failed (").ends("api: done (revision 1)");
    assert_eq!(failed.report["state"], "failed");
    // What it says to do works.
    image("web", "web:2");
    let _mended = failed.account.deploy(SHOP).await.complains("\nweb: done (revision 2)");
}

#[tokio::test(start_paused = true)]
async fn a_change_that_needs_no_deployment_is_told_as_such() {
    let account = Account::new(1);
    account.deploy(SHOP).await;
    change("web", |mut spec| {
        spec.count = Some(3);
        spec
    });
    let outcome = account.deploy(SHOP).await.says("in place, nothing restarts");
    let _told = outcome.complains("\nweb: done (in place, no deployment was needed)").complains("\napi: unchanged");
}
