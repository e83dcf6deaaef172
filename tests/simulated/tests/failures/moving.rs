//! Deployments that move traffic.

use infra_aws::core::declaration::{BlueGreen, Canary, Deploy, Image};
use simulated::{Account, SHOP, change, image};
use simulator::Behaviour;

use crate::failures::failed::{Failed, deploy};

/// The deploy of a new image of `web` that behaves so, with a strategy.
async fn moved(strategy: Deploy, behaviour: Behaviour) -> Failed {
    let account = Account::new(1);
    let web = move |name: &'static str| {
        change("web", move |mut spec| {
            spec.deploy = Some(strategy);
            spec.workload.container.image = Image::Reference(name);
            spec
        });
    };
    web("web:1");
    account.deploy(SHOP).await;
    web("web:2");
    image("mail", "mail:2");
    account.aws.image("web:2", behaviour);
    deploy(account, SHOP, &["deploy"]).await
}

fn blue_green() -> Deploy {
    Deploy::BlueGreen(BlueGreen { bake_seconds: 300, ..BlueGreen::new() })
}

#[tokio::test(start_paused = true)]
async fn a_second_set_of_tasks_that_crashes() {
    let failed = moved(blue_green(), Behaviour::crash(3, &["no database"])).await;
    let failed = failed.is("crash", "container web ended with exit code 3").shows("no database");
    failed.was_rolled_back().await;
}

#[tokio::test(start_paused = true)]
async fn a_second_set_of_tasks_whose_image_is_missing() {
    let canary = Deploy::Canary(Canary { bake_seconds: 60, ..Canary::new(10) });
    let failed = moved(canary, Behaviour::ImageMissing).await;
    failed.is("image-missing", "the image web:2 is not in its registry").was_rolled_back().await;
}

#[tokio::test(start_paused = true)]
async fn a_second_set_of_tasks_that_is_not_healthy() {
    let (reason, description) = ("Target.Timeout".to_owned(), "Request timed out".to_owned());
    let failed = moved(blue_green(), Behaviour::TargetUnhealthy { reason, description }).await;
    let failed = failed.is("target-health", "the load balancer's health check of `/` fails: Request timed out");
    failed.was_rolled_back().await;
}
