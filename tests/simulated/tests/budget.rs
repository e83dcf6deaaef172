//! What a deploy may cost in calls and in time.

#![cfg(test)]

use simulated::budget::{Cost, one_image, unchanged};

/// A deploy may take this much longer than the calls that depend on each other, in percent.
const SLACK: u32 = 120;

#[track_caller]
fn is_quick(cost: &Cost) {
    assert!(cost.time * 100 <= cost.shortest() * SLACK, "{:?} for {:?}: {:#?}", cost.time, cost.chain, cost.calls);
}

#[tokio::test(start_paused = true)]
async fn a_deploy_that_changes_nothing_makes_thirteen_reads() {
    let cost = unchanged().await;
    assert_eq!(cost.writes(), Vec::<String>::new());
    assert!(cost.calls.len() <= 13, "{:#?}", cost.by_operation());
    is_quick(&cost);
}

#[tokio::test(start_paused = true)]
async fn another_image_is_two_writes() {
    let cost = one_image().await;
    assert_eq!(cost.writes(), ["ecs:RegisterTaskDefinition", "ecs:UpdateService"]);
    is_quick(&cost);
}
