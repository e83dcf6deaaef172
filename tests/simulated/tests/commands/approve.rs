//! `approve` and `reject`, and how a deployment looks that waits for them.

use infra_aws::core::declaration::{BlueGreen, Deploy, Image};
use simulated::{Account, SHOP, change};

use crate::commands::{running, runs};

/// Gives `web` this image, and deployments that wait for an hour.
fn paused(name: &'static str) {
    change("web", move |mut spec| {
        spec.deploy = Some(Deploy::BlueGreen(BlueGreen { bake_seconds: 60, pause_seconds: Some(3_600) }));
        spec.workload.container.image = Image::Reference(name);
        spec
    });
}

/// A deploy that waits, while which something else is done.
async fn while_waiting(account: &Account, meanwhile: impl AsyncFnOnce(&Account)) -> simulated::Outcome {
    let _before = account.aws.take_calls();
    let (outcome, ()) = tokio::join!(account.run(SHOP, &["deploy"]), async {
        account.called("ecs:UpdateService", 180).await;
        meanwhile(account).await;
    });
    outcome
}

/// An app that runs, and whose pages wait with their next deployment.
async fn waiting() -> Account {
    let account = running().await;
    change("web", |mut spec| {
        spec.deploy = Some(Deploy::BlueGreen(BlueGreen { bake_seconds: 60, ..BlueGreen::new() }));
        spec
    });
    account.deploy(SHOP).await;
    paused("web:2");
    account
}

#[tokio::test(start_paused = true)]
async fn what_waits_is_told_and_goes_on_when_it_is_approved() {
    let account = waiting().await;
    let deploy = while_waiting(&account, async |other| {
        let status = other.run(SHOP, &["status"]).await.exits(0);
        let _status = status.says("in progress, waits for `approve` or `reject` until 2026-11-22");
        let approve = other.run(SHOP, &["approve", "web"]).await.exits(0);
        let _approve = approve.says("web: shop-dev-web:2 waits, until 2026-11-22").complains("web service: approved");
    });
    let _deploy = deploy.await.exits(0).complains("\nweb: done (revision 2)");
    runs(&account, "2").await;
}

#[tokio::test(start_paused = true)]
async fn what_is_rejected_is_rolled_back_and_only_the_deploy_failed() {
    let account = waiting().await;
    let deploy = while_waiting(&account, async |other| {
        let _reject = other.run(SHOP, &["reject", "web"]).await.exits(0).complains("web service: rejected");
    });
    let _deploy = deploy.await.exits(1).complains("[rejected]");
    runs(&account, "1").await;
}

#[tokio::test(start_paused = true)]
async fn where_nothing_waits_there_is_nothing_to_approve() {
    let account = running().await;
    let refused = account.run(SHOP, &["approve"]).await.exits(2).complains("no deployment waits to be approved");
    let _refused = refused.complains("Hint: `status` shows the deployments");
    let _unknown = account.run(SHOP, &["approve", "nobody"]).await.exits(2).complains("runs no service `nobody`");
}
