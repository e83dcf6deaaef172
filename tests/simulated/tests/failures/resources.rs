//! Stacks that fail, or have failed before.

use simulated::{Account, SHOP, change, image};
use simulator::{FailingResource, Verb};

const WEB: &str = "shop-dev-web";
const LIMIT: &str = "You have reached the maximum number of target groups";
const TAGS: [(&str, &str); 3] = [("infra:app", "shop"), ("infra:stage", "dev"), ("infra:item", "web")];

/// Changes what the stack of `web` holds.
fn check_another_path() {
    change("web", |mut spec| {
        spec.health = Some(infra_aws::core::declaration::HealthCheck { path: "/healthz", ..spec.health() });
        spec
    });
}

async fn deployed() -> Account {
    let account = Account::new(1);
    account.deploy(SHOP).await;
    account
}

#[tokio::test(start_paused = true)]
async fn a_resource_that_cannot_be_made() {
    let account = Account::new(1);
    account.aws.fail_resource(FailingResource::once(Verb::Create, WEB, "TargetGroup", LIMIT));
    let outcome = account.run(SHOP, &["deploy"]).await.exits(1);
    let outcome = outcome.complains("web stack: stack shop-dev-web is ROLLBACK_COMPLETE\n");
    let outcome = outcome.complains(&format!("TargetGroup (AWS::ElasticLoadBalancingV2::TargetGroup): {LIMIT}"));
    let outcome = outcome.complains("Hint: the reasons above are AWS's; mend the declaration and deploy again");
    let outcome = outcome.complains("\nweb: failed (web stack: stack shop-dev-web is ROLLBACK_COMPLETE");
    let _outcome = outcome.complains("\napi: done (revision 1)").complains("\nrollup: done");
    let again = account.deploy(SHOP).await.says("its stack is ROLLBACK_COMPLETE");
    let _again = again.complains("\nweb: done (revision 1)").complains("\napi: unchanged");
    assert_eq!(account.aws.violations(), Vec::<String>::new());
}

#[tokio::test(start_paused = true)]
async fn a_resource_that_cannot_be_changed() {
    let account = deployed().await;
    check_another_path();
    image("mail", "mail:2");
    account.aws.fail_resource(FailingResource::once(Verb::Update, WEB, "TargetGroup", LIMIT));
    let outcome = account.run(SHOP, &["deploy"]).await.exits(1).complains(LIMIT);
    let outcome = outcome.complains("\nweb: failed (web stack: stack shop-dev-web is UPDATE_ROLLBACK_COMPLETE");
    let _outcome = outcome.complains("\nmail: done (revision 2)");
    let _status = account.run(SHOP, &["status"]).await.exits(0).says("shop-dev-web:1");
    let _again = account.deploy(SHOP).await.complains("\nweb: done");
}

#[tokio::test(start_paused = true)]
async fn a_stack_whose_creation_failed_is_made_anew() {
    let account = Account::new(1);
    account.aws.put_stack(WEB, "ROLLBACK_COMPLETE", &TAGS);
    let _outcome = account.deploy(SHOP).await.says("its stack is ROLLBACK_COMPLETE").complains("\nweb: done");
}

#[tokio::test(start_paused = true)]
async fn a_stack_that_could_not_go_back() {
    let account = deployed().await;
    account.aws.put_stack(WEB, "UPDATE_ROLLBACK_FAILED", &[]);
    check_another_path();
    image("mail", "mail:2");
    let _before = account.aws.take_calls();
    let outcome = account.run(SHOP, &["deploy"]).await.exits(1);
    let outcome = outcome.complains("Error: stack shop-dev-web is UPDATE_ROLLBACK_FAILED and takes no update");
    let _outcome = outcome.complains("run `aws cloudformation continue-update-rollback --stack-name shop-dev-web`");
    assert!(account.aws.calls().iter().all(simulator::Call::is_read));
}

#[tokio::test(start_paused = true)]
async fn the_role_that_ecs_makes_for_itself_is_waited_for() {
    let account = Account::new(1);
    account.aws.service_linked_role_missing();
    let _outcome = account.deploy(SHOP).await.complains("ECS makes its service-linked role first; trying again");
    assert_eq!(account.aws.violations(), Vec::<String>::new());
}
