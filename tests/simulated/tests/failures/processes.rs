//! Programs that end.

use std::time::Duration;

use simulated::SHOP;
use simulator::Behaviour;

use crate::failures::failed::{changed, deploy, image_that};

const SOON: Duration = Duration::from_secs(3);

#[tokio::test(start_paused = true)]
async fn a_crash_that_says_why() {
    let failed = image_that(Behaviour::crash(3, &["listening", "panicked: no database"])).await;
    let failed = failed.is("crash", "container web ended with exit code 3").shows("panicked: no database");
    failed.was_rolled_back().await;
}

#[tokio::test(start_paused = true)]
async fn a_crash_that_says_nothing() {
    let failed = image_that(Behaviour::crash(1, &[])).await.is("crash", "container web ended with exit code 1");
    let failed = failed.shows("Essential container in task exited").hints("it wrote nothing to log group");
    failed.was_rolled_back().await;
}

#[tokio::test(start_paused = true)]
async fn a_program_that_was_killed_by_a_signal() {
    let failed = image_that(Behaviour::crash(139, &[])).await;
    let sentence = "container web ended with exit code 139 (SIGSEGV: it touched memory that is not its own)";
    failed.is("crash", sentence).was_rolled_back().await;
}

#[tokio::test(start_paused = true)]
async fn a_program_for_another_processor() {
    let failed = image_that(Behaviour::ExecFormatError).await;
    let failed = failed.is("wrong-architecture", "the program in web:2 is not made for linux/amd64");
    failed.shows("exec format error").hints("build web:2 for linux/amd64").was_rolled_back().await;
}

#[tokio::test(start_paused = true)]
async fn a_command_that_is_not_there() {
    let failed = image_that(Behaviour::crash(127, &["sh: serve: not found"])).await;
    let failed = failed.is("command-missing", "the command of container web does not exist in web:2");
    failed.shows("sh: serve: not found").hints("see `command` and `entrypoint`").was_rolled_back().await;
}

#[tokio::test(start_paused = true)]
async fn a_program_that_ends_by_itself() {
    let failed = image_that(Behaviour::Exit { after: SOON, code: 0, lines: vec!["done".to_owned()] }).await;
    let failed = failed.is("exited", "container web ended without an error, but a service has to go on");
    failed.shows("done").hints("what ends by itself is a `#[task]`").was_rolled_back().await;
}

#[tokio::test(start_paused = true)]
async fn a_program_that_uses_too_much_memory() {
    let failed = image_that(Behaviour::OutOfMemory { after: SOON }).await;
    let failed = failed.is("out-of-memory", "container web used more than its 512 MiB of memory");
    failed.shows("OutOfMemoryError").hints("raise `memory` of `web` above 512 MiB").was_rolled_back().await;
}

#[tokio::test(start_paused = true)]
async fn a_crash_after_many_tasks_that_were_only_scaled_in() {
    let account = changed().await;
    for count in [140, 2] {
        let call = account.ecs().update_service().cluster("shop-dev-shop").service("shop-dev-web");
        call.desired_count(count).send().await.unwrap();
        assert!(account.aws.wait_until_settled().await);
    }
    account.aws.image("web:2", Behaviour::crash(3, &["no database"]));
    let failed = deploy(account, SHOP, &["deploy"]).await.is("crash", "container web ended with exit code 3");
    failed.shows("no database").was_rolled_back().await;
}
