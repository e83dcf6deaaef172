//! Checks that fail.

use simulator::Behaviour;

use crate::failures::failed::{Failed, image_that};

async fn target_that_fails(reason: &str, description: &str) -> Failed {
    let (reason, description) = (reason.to_owned(), description.to_owned());
    image_that(Behaviour::TargetUnhealthy { reason, description }).await
}

#[tokio::test(start_paused = true)]
async fn a_target_that_does_not_answer_in_time() {
    let failed = target_that_fails("Target.Timeout", "Request timed out").await;
    let failed = failed.is("target-health", "the load balancer's health check of `/` fails: Request timed out");
    failed
        .shows("Request timed out")
        .hints("see that the program listens on port 8080 of 0.0.0.0")
        .was_rolled_back()
        .await;
}

#[tokio::test(start_paused = true)]
async fn a_target_that_answers_another_code() {
    let description = "Health checks failed with these codes: [404]";
    let failed = target_that_fails("Target.ResponseCodeMismatch", description).await;
    let failed = failed.is(
        "target-health",
        "the load balancer's health check of `/` fails: Health checks failed with these codes: [404]",
    );
    failed.shows(description).hints("mend the path or the codes of `health(..)`").was_rolled_back().await;
}
