//! What a deploy may cost in calls and in time.

use simulated::budget::{one_image, unchanged};

#[tokio::test(start_paused = true)]
async fn a_deploy_that_changes_nothing_makes_thirteen_reads() {
    let cost = unchanged().await;
    assert_eq!(cost.writes(), Vec::<String>::new());
    assert_eq!(cost.over(), Vec::<String>::new(), "{:#?}", cost.by_operation());
}

#[tokio::test(start_paused = true)]
async fn another_image_is_two_writes() {
    let cost = one_image().await;
    assert_eq!(cost.writes(), ["ecs:RegisterTaskDefinition", "ecs:UpdateService"]);
    assert_eq!(cost.over(), Vec::<String>::new(), "{:#?}", cost.by_operation());
}
