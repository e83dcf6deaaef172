//! Two deploys of one stage at once.

use simulated::{Account, SHOP, image};

use crate::commands::{running, runs, while_deploying};

#[tokio::test(start_paused = true)]
async fn the_later_says_what_it_replaces_and_the_earlier_that_it_was_replaced() {
    let account = running().await;
    image("web", "web:2");
    let first = while_deploying(&account, SHOP, async |other| {
        image("web", "web:3");
        let second = other.run(SHOP, &["deploy"]).await.exits(0).complains("\nweb: done (revision 3)");
        let _second = second.says("shop-dev-web:2");
    });
    let _first = first.await.exits(1).complains("[superseded]");
    runs(&account, "3").await;
}

#[tokio::test(start_paused = true)]
async fn a_deploy_that_was_planned_before_another_began_refuses_to_replace_it() {
    let account = running().await;
    image("web", "web:2");
    let asked = Account { answers: Some(vec!["y".to_owned()]), ..account.clone() };
    // Both plan from the same state; the first to update wins, and the other leaves it alone.
    let first = account.run(SHOP, &["deploy"]);
    let second = async {
        tokio::time::sleep(std::time::Duration::from_millis(150)).await;
        asked.run_as_is(SHOP, &["deploy", "--stage", "dev"]).await
    };
    let (first, second) = tokio::join!(first, second);
    assert_eq!((first.code, second.code), (0, 1));
    let _second = second.complains("somebody began to deploy shop-dev-web:");
    assert!(account.aws.wait_until_settled().await);
}

#[tokio::test(start_paused = true)]
async fn of_two_that_begin_in_the_same_moment_one_says_that_it_was_replaced() {
    let account = running().await;
    image("web", "web:2");
    let second = async {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        account.run(SHOP, &["deploy"]).await
    };
    let (first, second) = tokio::join!(account.run(SHOP, &["deploy"]), second);
    let _first = first.exits(1).complains("[superseded]").complains("\nweb: replaced by another deployment");
    let _second = second.exits(0).complains("\nweb: done (revision 3)");
    runs(&account, "3").await;
}

#[tokio::test(start_paused = true)]
async fn two_first_deploys_end_well_together() {
    let account = Account::new(1);
    let other = account.clone();
    let (first, second) = tokio::join!(account.run(SHOP, &["deploy"]), async {
        account.called("cloudformation:CreateStack", 3).await;
        other.run(SHOP, &["deploy"]).await
    });
    // Which of them is quicker is chance.
    let (made, left) = if first.code == 0 { (first, second) } else { (second, first) };
    let _made = made.exits(0).complains("\nweb: done (revision ");
    let left = left.exits(1).complains("somebody began to deploy shop-dev-web:");
    let _left = left.complains("deploy again to see what that leaves to do");
    // What the other one registered is newer; whose it is does not matter.
    let again = account.deploy(SHOP).await;
    assert!(!again.out.contains("stack"), "{}", again.out);
    assert!(account.aws.wait_until_settled().await);
    assert_eq!(account.aws.violations(), Vec::<String>::new());
}
