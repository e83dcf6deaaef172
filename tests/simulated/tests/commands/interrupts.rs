//! Ctrl-C.

use simulated::{Account, Outcome, SHOP, image};

use crate::commands::{release, running, runs};

/// A deploy of a new image of `web` that is interrupted so often once it is under way, where `answers` are typed.
async fn interrupted(account: &Account, presses: u32) -> Outcome {
    image("web", "web:2");
    let _before = account.aws.take_calls();
    let (outcome, ()) = tokio::join!(account.run(SHOP, &["deploy"]), async {
        account.called("ecs:UpdateService", 8).await;
        for _ in 0..presses {
            account.interrupts.press();
            tokio::time::sleep(std::time::Duration::from_secs(1)).await;
        }
    });
    outcome
}

async fn running_with(answers: Option<&[&str]>) -> Account {
    let answers = answers.map(|answers| answers.iter().map(|answer| (*answer).to_owned()).collect());
    Account { answers, ..running().await }
}

#[tokio::test(start_paused = true)]
async fn the_first_asks_and_what_was_begun_can_be_rolled_back() {
    let account = running_with(Some(&["r"])).await;
    let outcome = interrupted(&account, 1).await.exits(130);
    let outcome = outcome.complains("Roll back the deployments that were begun, or leave them running? [r/L]");
    let _outcome = outcome.complains("web service: rolled back, revision 2");
    runs(&account, "1").await;
}

#[tokio::test(start_paused = true)]
async fn it_can_be_left_running() {
    for answer in ["l", ""] {
        let account = running_with(Some(&[answer])).await;
        let outcome = interrupted(&account, 1).await.exits(130).complains("interrupted; what AWS has begun goes on");
        let _outcome = outcome.complains("`cargo run --bin infra -- attach --stage dev` watches it again");
        runs(&account, "2").await;
    }
}

#[tokio::test(start_paused = true)]
async fn the_second_leaves_it() {
    let account = running_with(Some(&[])).await;
    let outcome = interrupted(&account, 2).await.exits(130).complains("[r/L]");
    let _outcome = outcome.complains("attach --stage dev` watches it again");
    runs(&account, "2").await;
}

#[tokio::test(start_paused = true)]
async fn where_nobody_can_be_asked_it_is_left() {
    let account = running_with(None).await;
    let outcome = interrupted(&account, 1).await.exits(130).complains("attach --stage dev` watches it again");
    assert!(!outcome.err.contains("[r/L]"), "{}", outcome.err);
    runs(&account, "2").await;
}

#[tokio::test(start_paused = true)]
async fn a_deploy_that_ends_while_it_is_asked_says_how() {
    // Nobody answers the question.
    let account = running_with(Some(&[])).await;
    let _outcome = interrupted(&account, 1).await.exits(0).complains("\nweb: done (revision 2)");
}

#[tokio::test(start_paused = true)]
async fn during_stacks_nothing_was_begun_and_the_next_deploy_goes_on() {
    let account = Account { answers: Some(vec!["r".to_owned()]), ..Account::new(1) };
    let (outcome, ()) = tokio::join!(account.run(SHOP, &["deploy"]), async {
        account.called("cloudformation:CreateStack", 5).await;
        account.interrupts.press();
    });
    let outcome = outcome.exits(130).complains("interrupted; no deployment was begun");
    let _outcome = outcome.complains("stacks are as they are, and the next `deploy` goes on from there");
    account.deploy(SHOP).await;
    runs(&account, "1").await;
}

#[tokio::test(start_paused = true)]
async fn the_question_of_a_rollback_can_be_interrupted() {
    let account = running_with(Some(&[])).await;
    release(&account, "web:2").await;
    let (outcome, ()) = tokio::join!(account.run_as_is(SHOP, &["rollback", "web", "--stage", "dev"]), async {
        // By then all is read, and nobody answers.
        tokio::time::sleep(std::time::Duration::from_mins(1)).await;
        account.interrupts.press();
    });
    let _outcome = outcome.exits(130).complains("Roll back?");
    runs(&account, "2").await;
}
