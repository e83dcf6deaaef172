//! Services and tasks with capacity of their own.

use serde_json::{Value, json};
use simulated::Account;

mod shared {
    use infra_aws::prelude::*;

    #[cluster(capacity = [fargate, ec2("c5.large", 0..=2, name = "batch", weight = 0)])]
    struct Yard;

    #[service(cluster = Yard, image = "web:1", cpu = 256, memory = 512)]
    struct Web;

    #[task(cluster = Yard, image = "night:1", cpu = 256, memory = 512, schedule = "rate(1 day)")]
    struct Night;

    pub(super) const APP: App = app!("yard": Yard, Web, Night);
}

mod apart {
    use infra_aws::prelude::*;

    #[cluster(capacity = [fargate, ec2("c5.large", 0..=2, name = "batch", weight = 0)])]
    struct Yard;

    #[service(cluster = Yard, image = "web:1", cpu = 256, memory = 512, capacity = "batch")]
    struct Web;

    #[task(cluster = Yard, image = "night:1", cpu = 256, memory = 512, schedule = "rate(1 day)", capacity = fargate_spot)]
    struct Night;

    pub(super) const APP: App = app!("yard": Yard, Web, Night);
}

#[tokio::test(start_paused = true)]
async fn a_service_moves_from_fargate_to_instances_and_back_by_new_deployments() {
    let account = Account::new(1);
    let _first = account.deploy(shared::APP).await;
    let _same = account.deploy(shared::APP).await.says("Nothing to do");
    assert_eq!(launch_types(&account), json!(["FARGATE"]));

    let plan = account.run(apart::APP, &["deploy"]).await.exits(0);
    let plan = plan.says("~ web service (rolling restart of 1 task").says("capacity: Fargate -> EC2");
    let plan = plan.says("capacity: FARGATE (base 0, weight 1) -> cp-yard-dev-yard-AutoScalingGroupBatch-");
    let _plan = plan.says("public IP: on -> off").says("~ night stack (in place, nothing restarts)");
    assert_eq!(launch_types(&account), json!(["EC2"]));
    let night = account.aws.snapshot()["stacks"]["yard-dev-night"].to_string();
    assert!(night.contains("FARGATE_SPOT"), "{night}");
    let _same = account.deploy(apart::APP).await.says("Nothing to do");

    let _back = account.deploy(shared::APP).await.says("capacity: EC2 -> Fargate");
    assert_eq!(launch_types(&account), json!(["FARGATE"]));
    assert_eq!(account.aws.violations(), Vec::<String>::new());
    let _gone = account.run(shared::APP, &["destroy"]).await.exits(0);
}

/// Where the running tasks of the service are.
fn launch_types(account: &Account) -> Value {
    account.aws.snapshot()["ecs"]["services"]["yard-dev-yard/yard-dev-web"]["launchTypes"].clone()
}
