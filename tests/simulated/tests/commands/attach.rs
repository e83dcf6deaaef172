//! `attach`.

use simulated::{SHOP, image};
use simulator::Behaviour;

use crate::commands::{running, while_deploying};

#[tokio::test(start_paused = true)]
async fn where_nothing_goes_on_it_says_so() {
    let account = running().await;
    let _attached = account.run(SHOP, &["attach"]).await.exits(0).says("No deployment goes on.");
}

#[tokio::test(start_paused = true)]
async fn it_sees_a_success() {
    let account = running().await;
    image("web", "web:2");
    let deploy = while_deploying(&account, SHOP, async |other| {
        let attached = other.run(SHOP, &["attach"]).await.exits(0);
        let _attached = attached.complains("web service: succeeded, revision 2").says("Deployed: web.");
    });
    let _deploy = deploy.await.exits(0);
}

#[tokio::test(start_paused = true)]
async fn it_ends_with_the_truth() {
    let account = running().await;
    image("web", "web:2");
    account.aws.image("web:2", Behaviour::crash(4, &["no database"]));
    let deploy = while_deploying(&account, SHOP, async |other| {
        let attached = other.run(SHOP, &["attach"]).await.exits(1);
        let attached = attached.complains("Error: web service: revision 2 rolled back").complains("[crash]");
        let _attached = attached.complains("no database");
    });
    let _deploy = deploy.await.exits(1);
}

#[tokio::test(start_paused = true)]
async fn what_was_left_behind_by_a_deadline_is_watched_on() {
    let account = running().await;
    image("web", "web:2");
    account.aws.image("web:2", Behaviour::Stuck);
    let _deploy = account.run(SHOP, &["deploy", "--timeout", "2m"]).await.exits(1);
    let attached = account.run(SHOP, &["attach", "--timeout", "2m"]).await.exits(1);
    let _attached = attached.complains("web service: not done in time, revision 2");
}
