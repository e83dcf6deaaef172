//! Which images stay, and which are marked and deleted.

use simulated::Account;
use simulator::Reaction;

use super::{SHOP, WEB, account, deploy, tags, writes};

#[tokio::test(start_paused = true)]
async fn what_can_be_gone_back_to_is_kept_and_the_rest_is_deleted() {
    let account = account(7);
    for version in 0..14 {
        account.images.source("web", &format!("fn main() {{ {version} }}"));
        let _ = deploy(&account).await.exits(0);
    }
    let tagged = tags(&account, WEB);
    let retired: Vec<&String> = tagged.iter().filter(|tag| tag.starts_with("retired-")).collect();
    assert!(!retired.is_empty() && retired.len() <= 4, "{tagged:?}");
    // An older source again: its image is in the repository still, and is not deleted any more.
    account.images.source("web", "fn main() { 0 }");
    let _ = account.images.take();
    let _ = deploy(&account).await.exits(0).says("used again: it is not deleted");
    assert_eq!(account.images.take(), [] as [&str; 0]);
    tokio::time::sleep(std::time::Duration::from_hours(72)).await;
    let left = account.aws.images(WEB).unwrap();
    assert!(left.len() >= 10, "{left:?}");
    assert!(left.iter().all(|(_, tags)| tags.len() == 1), "{left:?}");
    // One that was deleted is pushed again.
    account.images.source("web", "fn main() { 1 }");
    let _ = deploy(&account).await.exits(0).says("to push 7.4 MB");
    assert_eq!(account.aws.violations(), [] as [&str; 0]);
    let _ = account.run(SHOP, &["rollback", "web"]).await;
    assert_eq!(account.aws.violations(), [] as [&str; 0]);
}

/// Deploys the pages in versions of their own.
async fn deploy_versions(account: &Account, versions: std::ops::Range<u32>) {
    for version in versions {
        account.images.source("web", &format!("fn main() {{ {version} }}"));
        let _ = deploy(account).await.exits(0);
    }
}

fn marked(account: &Account) -> Vec<String> {
    tags(account, WEB).into_iter().filter(|tag| tag.starts_with("retired-")).collect()
}

#[tokio::test(start_paused = true)]
async fn nothing_is_marked_where_it_is_not_known_what_is_needed() {
    let before = account(14);
    deploy_versions(&before, 0..11).await;
    assert_eq!(marked(&before), [] as [&str; 0]);
    for operation in ["ecr:DescribeImages", "ecs:ListTaskDefinitions", "ecs:ListTasks", "ecs:DescribeServiceRevisions"]
    {
        let account = before.fork();
        let mut is_updated = false;
        account.aws.on_call(move |call| {
            let action = call.action();
            is_updated |= action == "ecs:UpdateService";
            if is_updated && action == operation {
                return Reaction::error("AccessDeniedException", "not for you");
            }
            Reaction::Pass
        });
        account.images.source("web", "fn main() { 11 }");
        let _ = deploy(&account).await.exits(0).complains("old images stay until the next deploy: ");
        assert_eq!(marked(&account), [] as [&str; 0], "{operation}");
    }
    deploy_versions(&before, 11..12).await;
    assert!(!marked(&before).is_empty());
}

#[tokio::test(start_paused = true)]
async fn what_a_task_runs_is_not_marked() {
    const ROLLUP: &str = "shop-dev-rollup";
    let account = account(15);
    let _ = deploy(&account).await.exits(0);
    let (_, own) = account.aws.images(ROLLUP).unwrap().remove(0);
    // Nobody waits for its end any more: it goes on.
    let (outcome, ()) = tokio::join!(account.run(SHOP, &["run", "rollup"]), async {
        account.called("ecs:RunTask", 60).await;
        account.interrupts.press();
    });
    let _ = outcome.exits(130);
    for version in 1..16 {
        account.images.source("rollup", &format!("fn main() {{ {version} }}"));
        let _ = deploy(&account).await.exits(0);
    }
    assert!(!account.aws.active_revisions(ROLLUP).contains(&1), "the task alone needs the image");
    let marks: Vec<String> = tags(&account, ROLLUP).into_iter().filter(|tag| tag.starts_with("retired-")).collect();
    let running = format!("retired-{}", own.first().unwrap());
    assert!(!marks.is_empty() && !marks.contains(&running), "{marks:?} {running}");
    tokio::time::sleep(std::time::Duration::from_hours(72)).await;
    assert!(account.aws.images(ROLLUP).unwrap().len() < 16);
    assert_eq!(account.aws.violations(), [] as [&str; 0]);
}

#[tokio::test(start_paused = true)]
async fn an_image_that_two_deploys_left_marked_though_it_runs_loses_its_mark() {
    let account = account(16);
    let _ = deploy(&account).await.exits(0);
    let (digest, own) = account.aws.images(WEB).unwrap().remove(0);
    // Another deploy did not know yet that it would be needed.
    let mark = format!("retired-{}", own.first().unwrap());
    assert!(account.aws.pushed(WEB, &digest, &mark, ""));
    account.images.source("web", "fn main() { two }");
    let _ = deploy(&account).await.exits(0);
    assert_eq!(marked(&account), [] as [&str; 0]);
    tokio::time::sleep(std::time::Duration::from_hours(72)).await;
    assert_eq!(account.aws.images(WEB).unwrap().len(), 2);
    let _ = account.run(SHOP, &["rollback", "web"]).await.exits(0);
    assert_eq!(account.aws.violations(), [] as [&str; 0]);
}

#[tokio::test(start_paused = true)]
async fn an_image_that_is_used_again_is_there_or_nothing_changes() {
    let before = account(17);
    deploy_versions(&before, 0..14).await;
    for is_deleted in [false, true] {
        let account = before.fork();
        account.images.source("web", "fn main() { 0 }");
        let _ = writes(&account);
        let mut is_first = true;
        account.aws.on_call(move |call| {
            if call.action() == "ecr:BatchDeleteImage" && std::mem::take(&mut is_first) {
                return Reaction::Hang { carried_out: !is_deleted };
            }
            Reaction::Pass
        });
        let (outcome, ()) = tokio::join!(deploy(&account), async {
            account.called("ecr:BatchDeleteImage", 1).await;
            if is_deleted {
                account.aws.delete_images(WEB, "retired-");
            }
        });
        if is_deleted {
            let _ = outcome.exits(1).complains("was deleted meanwhile").complains("deploy again");
            assert!(writes(&account).iter().all(|action| action == "ecr:BatchDeleteImage"));
            account.aws.pass_calls();
            let _ = deploy(&account).await.exits(0).says("to push 7.4 MB");
        } else {
            let _ = outcome.exits(0).says("used again: it is not deleted");
        }
    }
}
