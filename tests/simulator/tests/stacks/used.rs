//! What running tasks, instances and traffic keep.

use aws_sdk_ecs::types::{
    AwsVpcConfiguration, Compatibility, ContainerDefinition, LaunchType, NetworkConfiguration, NetworkMode,
};
use serde_json::{Value, json};

use crate::stacks::harness::{Account, routed, target_group, template};

/// A cluster on instances of one group.
fn on_instances() -> Value {
    template(json!({
        "Cluster": { "Type": "AWS::ECS::Cluster", "Properties": { "ClusterName": "shop" } },
        "Template": {
            "Type": "AWS::EC2::LaunchTemplate",
            "Properties": {
                "LaunchTemplateData": { "InstanceType": "m7g.large", "UserData": { "Fn::Sub": "ECS_CLUSTER=${Cluster}" } },
            },
        },
        "Group": {
            "Type": "AWS::AutoScaling::AutoScalingGroup",
            "Properties": {
                "MinSize": "2", "MaxSize": "3", "VPCZoneIdentifier": ["subnet-0000000a", "subnet-0000000b"],
                "LaunchTemplate": { "LaunchTemplateId": { "Ref": "Template" }, "Version": "1" },
            },
        },
        "Provider": {
            "Type": "AWS::ECS::CapacityProvider",
            "Properties": {
                "Name": "instances", "AutoScalingGroupProvider": { "AutoScalingGroupArn": { "Ref": "Group" } },
            },
        },
        "Associations": {
            "Type": "AWS::ECS::ClusterCapacityProviderAssociations",
            "Properties": {
                "Cluster": { "Ref": "Cluster" }, "CapacityProviders": [{ "Ref": "Provider" }],
                "DefaultCapacityProviderStrategy": [{ "CapacityProvider": { "Ref": "Provider" }, "Weight": 1 }],
            },
        },
    }))
}

#[tokio::test(start_paused = true)]
async fn a_cluster_with_a_service_and_the_security_group_of_its_tasks_stay() {
    let account = Account::new();
    let body = template(json!({
        "Cluster": { "Type": "AWS::ECS::Cluster", "Properties": { "ClusterName": "shop" } },
        "Group": { "Type": "AWS::EC2::SecurityGroup", "Properties": { "GroupDescription": "tasks" } },
    }));
    account.create("shop", &body).await;
    let ecs = aws_sdk_ecs::Client::new(&account.simulator.sdk_config());
    let container = ContainerDefinition::builder().name("web").image("nginx").essential(true).build();
    let call = ecs.register_task_definition().family("web").cpu("256").memory("512").container_definitions(container);
    let call = call.network_mode(NetworkMode::Awsvpc).requires_compatibilities(Compatibility::Fargate);
    call.send().await.unwrap();
    let group = account.physical("shop", "Group").await;
    let network = AwsVpcConfiguration::builder().subnets("subnet-0000000a").security_groups(&group).build().unwrap();
    let network = NetworkConfiguration::builder().awsvpc_configuration(network).build();
    let call = ecs.create_service().cluster("shop").service_name("web").task_definition("web").desired_count(1);
    call.launch_type(LaunchType::Fargate).network_configuration(network).send().await.unwrap();
    assert!(account.simulator.wait_until_settled().await);

    assert_eq!(account.delete("shop").await, "DELETE_FAILED");
    let reason = account.reason("shop", "Cluster").await;
    assert!(reason.contains("The Cluster cannot be deleted while Services are active."), "{reason}");
    let reason = account.reason("shop", "Group").await;
    assert!(reason.contains(&format!("resource {group} has a dependent object")), "{reason}");

    ecs.delete_service().cluster("shop").service("web").force(true).send().await.unwrap();
    // CloudFormation tries long enough for the tasks to be gone.
    tokio::time::sleep(std::time::Duration::from_mins(2)).await;
    assert_eq!(account.delete("shop").await, "DELETE_COMPLETE");
}

#[tokio::test(start_paused = true)]
async fn instances_go_before_the_cluster_and_that_takes_a_while() {
    let account = Account::new();
    assert_eq!(account.create("shop", &on_instances()).await, "CREATE_COMPLETE");
    let ecs = aws_sdk_ecs::Client::new(&account.simulator.sdk_config());
    let found = ecs.describe_clusters().clusters("shop").send().await.unwrap();
    assert_eq!(found.clusters()[0].capacity_providers(), ["instances"]);
    let began = account.simulator.now();
    assert_eq!(account.delete("shop").await, "DELETE_COMPLETE");
    assert!(account.simulator.now() > began + std::time::Duration::from_mins(1));
    assert!(account.simulator.violations().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_capacity_provider_belongs_to_one_group_and_stays_while_a_cluster_has_it() {
    let account = Account::new();
    let mut body = on_instances();
    body["Resources"]["Second"] = body["Resources"]["Provider"].clone();
    body["Resources"]["Second"]["Properties"]["Name"] = json!("second");
    assert_eq!(account.create("second", &body).await, "ROLLBACK_COMPLETE");
    let reasons = [account.reason("second", "Second").await, account.reason("second", "Provider").await];
    assert!(reasons.iter().any(|reason| reason.contains("is already being used by another capacity provider")));
    account.delete("second").await;

    let mut apart = on_instances();
    let associations = apart["Resources"].as_object_mut().unwrap().remove("Associations").unwrap();
    account.create("shop", &apart).await;
    let mut other = template(json!({ "Associations": associations }));
    other["Resources"]["Associations"]["Properties"] =
        json!({ "Cluster": "shop", "CapacityProviders": ["instances"], "DefaultCapacityProviderStrategy": [] });
    account.create("other", &other).await;
    assert_eq!(account.delete("shop").await, "DELETE_FAILED");
    let reason = account.reason("shop", "Provider").await;
    assert!(reason.contains("is in use and cannot be removed"), "{reason}");
}

#[tokio::test(start_paused = true)]
async fn a_target_group_belongs_to_one_load_balancer() {
    let account = Account::new();
    let mut body = routed(1);
    body["Resources"]["Other"] = json!({
        "Type": "AWS::ElasticLoadBalancingV2::LoadBalancer",
        "Properties": { "Name": "other", "Subnets": ["subnet-0000000a", "subnet-0000000b"] },
    });
    body["Resources"]["OtherListener"] = json!({
        "Type": "AWS::ElasticLoadBalancingV2::Listener", "DependsOn": "Rule",
        "Properties": {
            "LoadBalancerArn": { "Ref": "Other" }, "Port": 80, "Protocol": "HTTP",
            "DefaultActions": [{ "Type": "forward", "TargetGroupArn": { "Ref": "TargetGroup" } }],
        },
    });
    assert_eq!(account.create("shop", &body).await, "ROLLBACK_COMPLETE");
    let reason = account.reason("shop", "OtherListener").await;
    assert!(reason.contains("cannot be associated with more than one load balancer"), "{reason}");
}

#[tokio::test(start_paused = true)]
async fn a_rule_forwards_by_weight_as_its_template_says() {
    let account = Account::new();
    let mut body = routed(1);
    body["Resources"]["Second"] = target_group("shop-second", 80);
    let forward = |first: u32, second: u32| {
        json!({ "TargetGroups": [
            { "TargetGroupArn": { "Ref": "TargetGroup" }, "Weight": first },
            { "TargetGroupArn": { "Ref": "Second" }, "Weight": second },
        ] })
    };
    for (first, second) in [(100, 0), (0, 100)] {
        body["Resources"]["Rule"]["Properties"]["Actions"][0]["ForwardConfig"] = forward(first, second);
        match first {
            100 => assert_eq!(account.create("shop", &body).await, "CREATE_COMPLETE"),
            _ => assert_eq!(account.update("shop", &body).await, "UPDATE_COMPLETE"),
        }
        let rules = account.simulator.snapshot()["rules"].clone();
        let weights: Vec<_> = rules[0]["forwards"].as_array().unwrap().iter().map(|it| &it["weight"]).collect();
        assert_eq!(weights, [first, second]);
    }
}
