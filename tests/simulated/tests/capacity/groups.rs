//! Groups of instances from the first one to the last.

use simulated::Account;

mod fleet {
    use infra_aws::prelude::*;

    #[cluster(capacity = [
        ec2(types = ["c5.large", "c5d.large"], 2..=4, name = "web", spot, on_demand_base = 1, protect_scale_in,
            placement = spread, scale_at(3..=4, schedule = "cron(0 7 * * ? *)"), data("10 GB", at = "/data")),
        ec2("m5.large", 0..=2, name = "batch", weight = 0),
        managed(name = "rest", weight = 0),
    ])]
    struct Yard;

    #[service(cluster = Yard, image = "web:1", cpu = 256, memory = 512, count = 2)]
    struct Web;

    #[service(cluster = Yard, image = "batch:1", cpu = 256, memory = 512, capacity = "batch")]
    struct Batch;

    #[service(cluster = Yard, image = "rest:1", cpu = 256, memory = 512, capacity = "rest")]
    struct Rest;

    pub(super) const APP: App = app!("yard": Yard, Web, Batch, Rest);
}

mod grown {
    use infra_aws::prelude::*;

    #[cluster(capacity = ec2("c5.large", 2..=4, name = "web", user_data = "true"))]
    struct Yard;

    #[service(cluster = Yard, image = "web:1", cpu = 256, memory = 512, count = 2)]
    struct Web;

    pub(super) const APP: App = app!("yard": Yard, Web);
}

mod plain {
    use infra_aws::prelude::*;

    #[cluster(capacity = ec2("c5.large", 2..=4, name = "web"))]
    struct Yard;

    #[service(cluster = Yard, image = "web:1", cpu = 256, memory = 512, count = 2)]
    struct Web;

    pub(super) const APP: App = app!("yard": Yard, Web);
}

#[tokio::test(start_paused = true)]
async fn a_first_deploy_waits_for_instances_and_a_destroy_lets_protected_ones_go() {
    let account = Account::new(1);
    let first = account.deploy(fleet::APP).await.says("services wait for 2 instances of `web`");
    let _told = first.complains("yard instances: 0 of 2 instances of `web` have joined").complains("web: done");
    let _same = account.deploy(fleet::APP).await.says("Nothing to do");
    let gone = account.run(fleet::APP, &["destroy"]).await.exits(0);
    let _gone = gone.says("they are protected from scaling in no longer");
    let left = account.aws.snapshot();
    assert_eq!((&left["autoScalingGroups"], &left["stacks"]), (&serde_json::json!([]), &serde_json::json!({})));
    assert_eq!(account.aws.violations(), Vec::<String>::new());
}

#[tokio::test(start_paused = true)]
async fn groups_that_go_are_left_by_their_services_first() {
    let account = Account::new(2);
    let _first = account.deploy(fleet::APP).await;
    let _next = account.deploy(plain::APP).await.says("they are protected from scaling in no longer");
    assert!(account.aws.wait_until_settled().await);
    assert_eq!(account.aws.snapshot()["autoScalingGroups"].as_array().map(Vec::len), Some(1));
    let _same = account.deploy(plain::APP).await.says("Nothing to do");
    assert_eq!(account.aws.violations(), Vec::<String>::new());
}

#[tokio::test(start_paused = true)]
async fn a_changed_launch_template_replaces_the_instances_one_after_another() {
    let account = Account::new(3);
    let _first = account.deploy(plain::APP).await;
    let next = account.deploy(grown::APP).await;
    let next = next.says("~ yard instances (replaced one after another, tasks of services move)");
    let _next = next.complains("instances of `web` are being replaced, one after another");
    assert_eq!(account.aws.snapshot()["autoScalingGroups"][0]["outdated"], 2);
    // Another change while that goes on ends it, and begins again.
    let _back =
        account.deploy(plain::APP).await.complains("an earlier replacement of instances of `web` is ended first");
    assert!(account.aws.wait_until_settled().await);
    assert_eq!(account.aws.snapshot()["autoScalingGroups"][0]["outdated"], 0);
    let _same = account.deploy(plain::APP).await.says("Nothing to do");
    let _gone = account.run(plain::APP, &["destroy"]).await.exits(0);
}

#[tokio::test(start_paused = true)]
async fn a_quota_that_is_used_up_is_told_at_once_and_services_are_left_out() {
    let account = Account::new(4);
    let quota = "You have requested more vCPU capacity than your current vCPU limit of 0 allows. Launching EC2 instance \
                 failed.";
    account.aws.fail_instances("Web", quota);
    let failed = account.run(plain::APP, &["deploy"]).await.exits(1);
    let failed = failed.complains("0 of 2 instances of `web` have joined the cluster: You have requested more vCPU");
    let _failed = failed.complains("ask Service Quotas for more vCPUs");
    account.aws.instances_back("Web");
    let _again = account.deploy(plain::APP).await.says("Deployed.");
}

#[tokio::test(start_paused = true)]
async fn missing_capacity_is_waited_for_and_told() {
    let account = Account::new(5);
    account.aws.fail_instances("Web", "We currently do not have sufficient c5.large capacity in eu-central-1a.");
    let failed = account.run(plain::APP, &["deploy"]).await.exits(1);
    let failed = failed.complains("0 of 2 instances of `web` have joined: We currently do not have sufficient");
    let _failed = failed.complains("name further instance types in `types`");
    let _gone = account.run(plain::APP, &["destroy"]).await.exits(0);
}
