//! What tasks run on.

use std::time::Duration;

use infra_aws::core::declaration::App;
use simulated::{Account, SHOP, YARD, image};
use simulator::{Behaviour, Capacity};

use crate::failures::failed::{self, Failed, changed};

async fn fargate_that_lacks(lacks: Capacity) -> Failed {
    let account = changed().await;
    account.aws.capacity("shop-dev-web", lacks);
    failed::deploy(account, SHOP, &["deploy"]).await
}

/// A deploy on instances, which must fail and leave what runs.
async fn instances_that_lack(lacks: Capacity, evidence: &str) {
    let account = Account::new(1);
    account.deploy(YARD).await;
    image("web", "web:2");
    account.aws.capacity("yard-dev-web", lacks);
    let failed = failed::deploy(account, YARD, &["deploy"]).await;
    let failed = failed.is("capacity", "AWS has no capacity for the tasks; the revision itself was not tried");
    let failed = failed.shows(evidence).hints("a larger range or another type in `ec2(..)`").ends("web: rolled back (");
    runs(&failed.account, YARD, "yard-dev-web:1 ").await;
}

async fn runs(account: &Account, app: App, definition: &str) {
    assert!(account.aws.wait_until_settled().await);
    let _status = account.run(app, &["status"]).await.exits(0).says(definition).says("2 of 2");
}

#[tokio::test(start_paused = true)]
async fn fargate_without_capacity() {
    let failed = fargate_that_lacks(Capacity::FargateUnavailable).await;
    let failed = failed.is("capacity", "AWS has no capacity for the tasks; the revision itself was not tried");
    failed.shows("Capacity is unavailable at this time").hints("deploy again later").was_rolled_back().await;
}

#[tokio::test(start_paused = true)]
async fn a_quota_that_is_used_up() {
    let failed = fargate_that_lacks(Capacity::VcpuQuota).await;
    let failed = failed.is("quota", "a quota of the account is used up; the revision itself was not tried");
    failed.shows("the number of vCPUs").hints("ask for a higher quota").was_rolled_back().await;
}

#[tokio::test(start_paused = true)]
async fn a_cluster_without_instances() {
    instances_that_lack(Capacity::NoInstances, "No Container Instances were found in your cluster.").await;
}

#[tokio::test(start_paused = true)]
async fn instances_without_cpu() {
    instances_that_lack(Capacity::Insufficient("CPU units".to_owned()), "has insufficient CPU units available").await;
}

#[tokio::test(start_paused = true)]
async fn instances_without_memory() {
    instances_that_lack(Capacity::Insufficient("memory".to_owned()), "has insufficient memory available").await;
}

#[tokio::test(start_paused = true)]
async fn spot_capacity_that_is_taken_back_is_told_and_fails_nothing() {
    let account = changed().await;
    let after = Duration::from_secs(4);
    account.aws.image_times("web:2", Behaviour::SpotInterruption { after }, 1);
    let outcome = account.deploy(SHOP).await;
    let _ended = outcome.complains("[spot-interruption]").complains("\nweb: done (revision 2)").says("Deployed.");
    assert_eq!(account.reports(), Vec::<serde_json::Value>::new());
}

#[tokio::test(start_paused = true)]
async fn a_machine_that_fails_is_told_and_fails_nothing() {
    let account = changed().await;
    let after = Duration::from_secs(4);
    account.aws.image_times("web:2", Behaviour::PlatformFailure { after }, 1);
    let outcome = account.deploy(SHOP).await;
    let _ended = outcome.complains("[infrastructure]").complains("\nweb: done (revision 2)").says("Deployed.");
}

#[tokio::test(start_paused = true)]
async fn machines_that_fail_again_and_again() {
    let account = changed().await;
    account.aws.image("web:2", Behaviour::PlatformFailure { after: Duration::from_secs(4) });
    let failed = failed::deploy(account, SHOP, &["deploy", "--timeout", "5m"]).await;
    let failed = failed.is("infrastructure", "the machine under a task failed; the revision itself did not");
    let _failed = failed.ends("web: not done in time (after 5 min ");
}

mod one_port {
    use infra_aws::prelude::*;

    #[cluster(capacity = ec2("c5.large", 1..=1))]
    pub(super) struct Fleet;

    #[service(cluster = Fleet, image = "api:1", cpu = 256, memory = 512, network_mode = bridge, port(8080, host = 80),
              deploy = rolling(min = 0, max = 100))]
    struct Api;

    pub(super) const APP: App = app!("fleet": Fleet, Api);
}

mod the_same_port {
    use infra_aws::prelude::*;

    use super::one_port::Fleet;

    #[service(cluster = Fleet, image = "web:1", cpu = 256, memory = 512, network_mode = bridge, port(9000, host = 80),
              deploy = rolling(min = 0, max = 100))]
    struct Web;

    #[service(cluster = Fleet, image = "api:1", cpu = 256, memory = 512, network_mode = bridge, port(8080, host = 80),
              deploy = rolling(min = 0, max = 100))]
    struct Api;

    pub(super) const APP: App = app!("fleet": Fleet, Api, Web);
}

#[tokio::test(start_paused = true)]
async fn an_instance_whose_port_another_task_has() {
    let account = Account::new(1);
    account.deploy(one_port::APP).await;
    let failed = failed::deploy(account, the_same_port::APP, &["deploy"]).await;
    let failed = failed.shows("is already using a port required by your task.");
    assert_eq!(failed.report["cause"], "placement");
}
