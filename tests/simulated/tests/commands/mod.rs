//! The commands beside `deploy`, and what becomes of a deploy that is interrupted or meets another.

mod approve;
mod attach;
mod cost;
mod eject;
mod history;
mod import;
mod interrupts;
mod logs;
mod rollback;
mod status;
mod two_deploys;
mod verify;

use infra_aws::core::declaration::App;
use simulated::{Account, SHOP, image};
use simulator::Behaviour;

/// An app that runs.
async fn running() -> Account {
    let account = Account::new(1);
    account.deploy(SHOP).await;
    let _before = account.aws.take_calls();
    account
}

/// Deploys an image of `web`.
async fn release(account: &Account, name: &'static str) {
    image("web", name);
    account.deploy(SHOP).await;
}

/// Deploys an image of `web` that crashes.
async fn fail_to_release(account: &Account, name: &'static str) {
    image("web", name);
    account.aws.image(name, Behaviour::crash(1, &["no"]));
    let _rolled_back = account.run(SHOP, &["deploy"]).await.exits(1).complains("\nweb: rolled back");
}

/// Runs a deploy, and does something else from some seconds after the service is updated.
async fn while_deploying(account: &Account, app: App, meanwhile: impl AsyncFnOnce(&Account)) -> simulated::Outcome {
    let _before = account.aws.take_calls();
    let (outcome, ()) = tokio::join!(account.run(app, &["deploy"]), async {
        account.called("ecs:UpdateService", 8).await;
        meanwhile(account).await;
    });
    outcome
}

/// Fails the test unless `web` runs this revision when nothing moves any more.
async fn runs(account: &Account, revision: &str) {
    assert!(account.aws.wait_until_settled().await);
    let status = account.run(SHOP, &["status"]).await.exits(0);
    let line = status.out.lines().find(|line| line.starts_with("web ")).unwrap_or_default();
    assert!(line.contains("2 of 2") && line.contains(&format!("shop-dev-web:{revision} ")), "{}", status.out);
    assert_eq!(account.aws.violations(), Vec::<String>::new());
}
