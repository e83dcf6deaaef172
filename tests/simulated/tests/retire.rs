//! Revisions stay as long as somebody may go back to them.

use simulated::generated::text;
use simulated::{Account, SHOP, image};
use simulator::{Behaviour, Reaction};

/// The active revisions of the pages, the newest first.
fn active(account: &Account) -> Vec<u32> {
    account.aws.active_revisions("shop-dev-web").into_iter().rev().collect()
}

async fn deploy(account: &Account, version: u32) -> simulated::Outcome {
    image("web", text(format!("web:{version}")));
    account.run(SHOP, &["deploy"]).await
}

#[tokio::test(start_paused = true)]
async fn the_last_ten_successful_deployments_keep_their_revisions() {
    let account = Account::new(6);
    account.aws.stack_pace(20);
    account.deploy(SHOP).await;
    for version in 2..=10 {
        assert!(!deploy(&account, version).await.exits(0).out.contains("old revisions"));
    }
    assert_eq!(active(&account), (1..=10).rev().collect::<Vec<_>>());
    // Nothing retires before there are more than ten.
    let _ = deploy(&account, 11).await.exits(0);
    let outcome = deploy(&account, 12).await.exits(0).says("- web old revisions");
    assert!(outcome.out.contains("shop-dev-web:1: none of the last"), "{}", outcome.out);
    assert_eq!(active(&account), (2..=12).rev().collect::<Vec<_>>());
}

#[tokio::test(start_paused = true)]
async fn deployments_that_fail_take_no_place_among_the_ten() {
    let account = Account::new(8);
    account.aws.stack_pace(20);
    account.deploy(SHOP).await;
    account.aws.image("web:", Behaviour::crash(1, &[]));
    for version in 2..=12 {
        let _ = deploy(&account, version).await.exits(1);
    }
    account.aws.image("web:", Behaviour::Healthy);
    let _ = deploy(&account, 13).await.exits(0);
    let kept = active(&account);
    assert!(kept.contains(&1), "the only good one is gone: {kept:?}");
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_retired_fails_no_deploy() {
    let account = Account::new(6);
    account.aws.stack_pace(20);
    account.deploy(SHOP).await;
    for version in 2..=11 {
        let _ = deploy(&account, version).await.exits(0);
    }
    account.aws.on_call(|call| match call.action().as_str() {
        "ecs:DeregisterTaskDefinition" => Reaction::error("ServerException", "not now"),
        _ => Reaction::Pass,
    });
    let _ = deploy(&account, 12).await.exits(0).complains("some stay until the next deploy: ");
    account.aws.pass_calls();
    let _ = deploy(&account, 13).await.exits(0).says("shop-dev-web:1, shop-dev-web:2: none of the last");
    assert_eq!(active(&account), (3..=13).rev().collect::<Vec<_>>());
}
