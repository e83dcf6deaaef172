//! AWS refuses, or does not answer.

use simulated::{Account, SHOP};
use simulator::{Call, Reaction};

use crate::failures::failed::changed;

const UPDATE: &str = "ecs:UpdateService";
const SERVICE: &str = "arn:aws:ecs:eu-central-1:111122223333:service/shop-dev-shop/shop-dev-web";

fn is_of_web(call: &Call) -> bool {
    call.request.to_string().contains("shop-dev-web")
}

fn denied(action: &str, resource: &str) -> Reaction {
    let message = format!(
        "User: arn:aws:iam::111122223333:user/ana is not authorized to perform: {action} on resource: {resource} because no \
         identity-based policy allows the {action} action"
    );
    Reaction::error("AccessDeniedException", &message)
}

fn expired() -> Reaction {
    Reaction::error("ExpiredTokenException", "The security token included in the request is expired")
}

/// The calls that watch a deployment, once one was begun.
fn once_begun(reaction: impl Fn(&Call) -> Reaction + Send + 'static) -> impl FnMut(&Call) -> Reaction + Send {
    let mut begun = false;
    move |call| {
        begun |= call.action() == UPDATE && is_of_web(call);
        if begun && call.is_read() { reaction(call) } else { Reaction::Pass }
    }
}

#[tokio::test(start_paused = true)]
async fn a_change_that_is_not_allowed_leaves_the_others_alone() {
    let account = changed().await;
    let refuse = |call: &Call| call.action() == UPDATE && is_of_web(call);
    account.aws.on_call(move |call| if refuse(call) { denied(UPDATE, SERVICE) } else { Reaction::Pass });
    let outcome =
        account.run(SHOP, &["deploy"]).await.exits(1).complains("web service: ecs:UpdateService is not allowed");
    let outcome = outcome.complains(&format!("Hint: allow `{UPDATE}` on {SERVICE} to whoever deploys"));
    let outcome = outcome.complains("\nweb: failed (web service: ecs:UpdateService is not allowed");
    let _outcome = outcome.complains("\nmail: done (revision 2)").complains("\napi: unchanged");
    account.aws.pass_calls();
    let _finished = account.deploy(SHOP).await.complains("\nweb: done (revision 2)");
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_read_is_not_changed() {
    let account = changed().await;
    let refuse = |call: &Call| call.action() == "ecs:DescribeServices";
    let action = "ecs:DescribeServices";
    account.aws.on_call(move |call| if refuse(call) { denied(action, SERVICE) } else { Reaction::Pass });
    let outcome = account.run(SHOP, &["deploy"]).await.exits(1);
    let _outcome =
        outcome.complains("ecs:DescribeServices is not allowed").complains("Hint: allow `ecs:DescribeServices`");
    assert!(account.aws.calls().iter().all(Call::is_read));
}

#[tokio::test(start_paused = true)]
async fn throttling_without_an_end() {
    let account = changed().await;
    account.aws.on_call(|call| if call.action() == UPDATE { Reaction::Throttle } else { Reaction::Pass });
    let outcome = account.run(SHOP, &["deploy"]).await.exits(1);
    let outcome = outcome.complains("ecs:UpdateService was throttled until the retries were used up");
    let outcome = outcome.complains("Hint: nothing is lost: run the same command again in a minute");
    let _outcome = outcome.complains("\nweb: failed (").complains("\nmail: failed (").complains("\napi: unchanged");
}

#[tokio::test(start_paused = true)]
async fn throttling_while_a_deployment_is_watched_delays_only() {
    let account = changed().await;
    let mut throttled = 0;
    account.aws.on_call(move |call| {
        let throttle = call.action() == "ecs:DescribeServices" && throttled < 40;
        throttled += u32::from(throttle);
        if throttle && throttled > 4 { Reaction::Throttle } else { Reaction::Pass }
    });
    let _outcome = account.deploy(SHOP).await.complains("\nweb: done (revision 2)");
}

#[tokio::test(start_paused = true)]
async fn a_region_that_is_down() {
    let account = Account::new(1);
    account.aws.on_call(|_| Reaction::Refuse);
    let outcome = account.run(SHOP, &["deploy"]).await.exits(1).complains("sts:GetCallerIdentity got no answer");
    let _outcome = outcome.complains("Hint: check the network, the region, and AWS_ENDPOINT_URL");
}

#[tokio::test(start_paused = true)]
async fn a_region_that_goes_down_while_a_deployment_is_watched() {
    let account = changed().await;
    account.aws.on_call(once_begun(|_| Reaction::Refuse));
    let outcome = account.run(SHOP, &["deploy", "--timeout", "10m"]).await.exits(1);
    let reason = "after 10 min AWS does not say how it stands: ecs:DescribeServices got no answer";
    let outcome = outcome.complains(&format!("\nweb: not done in time ({reason}"));
    let _outcome = outcome.complains("[slow]").complains("`attach` goes on watching");
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_never_comes() {
    let account = changed().await;
    let hangs = |call: &Call| call.action() == UPDATE && is_of_web(call);
    account.aws.on_call(move |call| if hangs(call) { Reaction::Hang { carried_out: false } } else { Reaction::Pass });
    let outcome = account.run(SHOP, &["deploy"]).await.exits(1);
    let outcome = outcome.complains("web service: ecs:UpdateService got no answer");
    let _outcome = outcome.complains("\nweb: failed (").complains("\nmail: done (revision 2)");
}

#[tokio::test(start_paused = true)]
async fn credentials_that_are_not_accepted() {
    let account = Account::new(1);
    account.aws.on_call(|_| expired());
    let outcome = account.run(SHOP, &["deploy"]).await.exits(1);
    let outcome =
        outcome.complains("Error: AWS does not accept the credentials: ExpiredTokenException: The security token");
    let _outcome = outcome.complains("Hint: sign in with `aws sso login`");
}

#[tokio::test(start_paused = true)]
async fn credentials_that_expire_while_a_deployment_is_watched() {
    let account = changed().await;
    account.aws.on_call(once_begun(|_| expired()));
    let outcome = account.run(SHOP, &["deploy"]).await.exits(1);
    let outcome = outcome.complains("how the deployment of web, mail ends cannot be seen: AWS does not accept the");
    let outcome =
        outcome.complains("Hint: sign in with").complains("Hint: the deployment goes on: `attach` watches it");
    let _outcome = outcome.complains("\nweb: in progress (it goes on, but cannot be watched any more)");
    account.aws.pass_calls();
    let _attached = account.run(SHOP, &["attach"]).await.exits(0).complains("web service: succeeded, revision 2");
}

#[tokio::test(start_paused = true)]
async fn a_record_that_may_not_be_read() {
    let account = changed().await;
    let action = "ecs:ListServiceDeployments";
    account.aws.on_call(once_begun(
        move |call| {
            if call.action() == action { denied(action, SERVICE) } else { Reaction::Pass }
        },
    ));
    let outcome = account.run(SHOP, &["deploy"]).await.exits(1).complains("Hint: allow `ecs:ListServiceDeployments`");
    let _outcome = outcome.complains("\nweb: in progress (it goes on, but cannot be watched any more)");
}
