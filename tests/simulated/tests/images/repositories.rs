//! The repositories of images: each goes with what it is for.

use simulated::Account;
use simulated::generated::built;
use simulator::Behaviour;

use super::{SHOP, WEB, account, both, deploy, settled, tags, writes};

#[tokio::test(start_paused = true)]
async fn a_repository_goes_with_what_it_is_for() {
    let account = account(8);
    let _ = deploy(&account).await.exits(0);
    // The pages become an image that is there, and all else goes.
    let _ = account.run(settled::SHOP, &["deploy"]).await.exits(0);
    assert_eq!(account.aws.images(WEB), None);
    assert_eq!(account.aws.images("shop-dev-rollup"), None);
    assert_eq!(account.aws.violations(), [] as [&str; 0]);
    // And back.
    let _ = deploy(&account).await.exits(0);
    assert_eq!(tags(&account, WEB).len(), 1);
    let _ = account.run(SHOP, &["destroy"]).await.exits(0);
    assert_eq!(account.aws.images(WEB), None);
    assert_eq!(account.aws.violations(), [] as [&str; 0]);
}

#[tokio::test(start_paused = true)]
async fn hundreds_of_items_have_repositories_of_their_own() {
    let account = Account::new(14);
    account.aws.stack_pace(20);
    let _ = account.run(built(300), &["deploy"]).await.exits(0);
    for number in [0, 299] {
        assert_eq!(tags(&account, &format!("generated-dev-service-{number}")).len(), 1);
    }
    let _ = writes(&account);
    // One that goes takes nothing but its own.
    let _ = account.run(built(299), &["deploy"]).await.exits(0);
    let mut changed = writes(&account);
    changed.retain(|call| call.starts_with("cloudformation"));
    assert_eq!(changed, ["cloudformation:DeleteStack"]);
    assert_eq!(account.aws.images("generated-dev-service-299"), None);
    assert_eq!(account.aws.violations(), [] as [&str; 0]);
}

#[tokio::test(start_paused = true)]
async fn a_repository_goes_when_the_last_task_is_gone_that_pulls_from_it() {
    let account = account(15);
    let _ = deploy(&account).await.exits(0);
    let _ = writes(&account);
    // The new tasks crash: those that go on pull from the repository whenever they start again.
    account.aws.image("web:1", Behaviour::crash(1, &["no"]));
    let _ = account.run(both::SHOP, &["deploy"]).await.exits(1);
    assert_eq!(tags(&account, WEB).len(), 1);
    assert!(!writes(&account).contains(&"cloudformation:UpdateStack".to_owned()), "the stack is as it was");
    account.aws.image("web:1", Behaviour::default());
    let outcome = account.run(both::SHOP, &["deploy"]).await.exits(0);
    let _ = outcome.says("Note: the images in shop-dev-web go with it once no task of `web` runs them");
    assert_eq!(account.aws.images(WEB), None);
    let mut changed = writes(&account);
    changed.retain(|call| ["cloudformation:UpdateStack", "ecs:UpdateService"].contains(&call.as_str()));
    assert_eq!(changed, ["ecs:UpdateService", "cloudformation:UpdateStack"]);
    let _ = account.run(both::SHOP, &["deploy"]).await.exits(0).says("Nothing to do");
    assert_eq!(account.aws.violations(), [] as [&str; 0]);
}
