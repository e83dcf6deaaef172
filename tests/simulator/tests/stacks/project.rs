//! The templates that this project makes.

use serde_json::Value;
use simulator::{FailingResource, Verb};

use crate::stacks::harness::Account;

const CLUSTER: &str = include_str!("../../../../infra-aws/src/template/snapshot/fargate-cluster.txt");
const SERVICE: &str = include_str!("../../../../infra-aws/src/template/snapshot/fargate-service.txt");
const TASK: &str = include_str!("../../../../infra-aws/src/template/snapshot/fargate-task.txt");
const EC2_CLUSTER: &str = include_str!("../../../../infra-aws/src/template/snapshot/ec2-cluster.txt");
const EC2_SERVICE: &str = include_str!("../../../../infra-aws/src/template/snapshot/ec2-service.txt");
const EC2_TASK: &str = include_str!("../../../../infra-aws/src/template/snapshot/ec2-task.txt");

fn template(snapshot: &str) -> Value {
    let (_, body) = snapshot.split_once("\ntemplate ").unwrap();
    serde_json::from_str(body).unwrap()
}

/// Makes the stacks of a stage, the cluster's outputs being the others' parameters; then deletes them.
async fn carry(cluster: &str, others: [&str; 2]) {
    let account = Account::new();
    assert_eq!(account.create("cluster", &template(cluster)).await, "CREATE_COMPLETE");
    let outputs = account.stack("cluster").await;
    let outputs: Vec<(&str, &str)> =
        outputs.outputs().iter().map(|output| (output.output_key().unwrap(), output.output_value().unwrap())).collect();
    for (name, body) in ["service", "task"].into_iter().zip(others) {
        let body = template(body);
        let wanted: Vec<(&str, &str)> =
            outputs.iter().copied().filter(|(key, _)| body["Parameters"].get(key).is_some()).collect();
        account.begin_with(name, &body, &wanted).await.unwrap();
        let status = account.rest(name).await;
        assert_eq!(status, "CREATE_COMPLETE", "{:#?}", account.story(name).await);
    }
    assert!(account.simulator.violations().is_empty(), "{:?}", account.simulator.violations());
    for name in ["task", "service", "cluster"] {
        let id = account.stack(name).await.stack_id.unwrap();
        assert_eq!(account.delete(name).await, "DELETE_COMPLETE", "{:#?}", account.story(&id).await);
    }
    assert!(account.simulator.violations().is_empty(), "{:?}", account.simulator.violations());
}

#[tokio::test(start_paused = true)]
async fn a_stage_on_fargate_is_made_and_deleted() {
    carry(CLUSTER, [SERVICE, TASK]).await;
}

#[tokio::test(start_paused = true)]
async fn a_stage_on_instances_is_made_and_deleted() {
    carry(EC2_CLUSTER, [EC2_SERVICE, EC2_TASK]).await;
}

#[tokio::test(start_paused = true)]
async fn the_same_again_is_no_update() {
    let account = Account::new();
    let body = template(EC2_CLUSTER);
    account.create("cluster", &body).await;
    let refused = account.change("cluster", &body).await;
    assert_eq!(crate::stacks::harness::message(refused), "No updates are to be performed.");
}

#[tokio::test(start_paused = true)]
async fn two_ways_to_the_same_end_look_the_same() {
    let straight = Account::with_seed(1);
    straight.create("cluster", &template(EC2_CLUSTER)).await;

    let other = Account::with_seed(2);
    other.simulator.fail_resource(FailingResource::once(Verb::Create, "*", "NatGateway2", "no luck"));
    assert_eq!(other.create("cluster", &template(EC2_CLUSTER)).await, "ROLLBACK_COMPLETE");
    other.delete("cluster").await;
    other.create("cluster", &template(EC2_CLUSTER)).await;
    // There and back again: the launch template has a third version then.
    for count in ["arm64", ""] {
        let mut body = template(EC2_CLUSTER);
        body["Resources"]["LaunchTemplateC5nXlarge"]["Properties"]["LaunchTemplateData"]["KeyName"] = count.into();
        if count.is_empty() {
            body = template(EC2_CLUSTER);
        }
        assert_eq!(other.update("cluster", &body).await, "UPDATE_COMPLETE");
    }
    let (mut straight, mut other) = (straight.simulator.snapshot(), other.simulator.snapshot());
    // The instance that runs was launched by the first version, and stays as it is.
    assert_eq!(other["autoScalingGroups"][0]["outdated"], 1);
    other["autoScalingGroups"][0]["outdated"] = 0.into();
    straight["stacks"]["cluster"]["status"] = "UPDATE_COMPLETE".into();
    for part in straight.as_object().unwrap().keys() {
        assert_eq!(straight[part], other[part], "{part}");
    }
}
