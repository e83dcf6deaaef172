//! What keeps resources from being made or deleted.

use serde_json::json;

use crate::stacks::harness::{Account, target_group, template};

fn balancer(zones: &[&str]) -> serde_json::Value {
    let subnets: Vec<_> = zones.iter().map(|zone| json!(format!("subnet-0000000{zone}"))).collect();
    json!({ "Type": "AWS::ElasticLoadBalancingV2::LoadBalancer", "Properties": { "Subnets": subnets } })
}

#[tokio::test(start_paused = true)]
async fn a_load_balancer_wants_two_zones_and_a_way_to_the_internet() {
    let account = Account::new();
    assert_eq!(account.create("one", &template(json!({ "It": balancer(&["a"]) }))).await, "ROLLBACK_COMPLETE");
    let reason = account.reason("one", "It").await;
    assert!(reason.contains("At least two subnets in two different Availability Zones must be specified"), "{reason}");

    let subnet = |index: u32| {
        let zone = json!({ "Fn::Select": [index, { "Fn::GetAZs": "" }] });
        let cidr = format!("10.0.{index}.0/24");
        let properties = json!({ "VpcId": { "Ref": "Vpc" }, "CidrBlock": cidr, "AvailabilityZone": zone });
        json!({ "Type": "AWS::EC2::Subnet", "Properties": properties })
    };
    let closed = template(json!({
        "Vpc": { "Type": "AWS::EC2::VPC", "Properties": { "CidrBlock": "10.0.0.0/16" } },
        "First": subnet(0),
        "Second": subnet(1),
        "It": {
            "Type": "AWS::ElasticLoadBalancingV2::LoadBalancer",
            "Properties": { "Subnets": [{ "Ref": "First" }, { "Ref": "Second" }] },
        },
    }));
    assert_eq!(account.create("closed", &closed).await, "ROLLBACK_COMPLETE");
    let reason = account.reason("closed", "It").await;
    assert!(reason.contains("has no internet gateway"), "{reason}");
    assert!(account.simulator.violations().is_empty());
}

#[tokio::test(start_paused = true)]
async fn names_are_taken_once() {
    let account = Account::new();
    let table = [
        (target_group("shop", 80), "A target group with the same name 'shop' exists"),
        (json!({ "Type": "AWS::Logs::LogGroup", "Properties": { "LogGroupName": "/ecs/shop" } }), "already exists"),
        (json!({ "Type": "AWS::ECS::Cluster", "Properties": { "ClusterName": "shop" } }), "already exists"),
    ];
    for (index, (resource, words)) in table.into_iter().enumerate() {
        let body = template(json!({ "It": resource }));
        assert_eq!(account.create(&format!("first{index}"), &body).await, "CREATE_COMPLETE");
        assert_eq!(account.create(&format!("second{index}"), &body).await, "ROLLBACK_COMPLETE");
        let reason = account.reason(&format!("second{index}"), "It").await;
        assert!(reason.contains(words), "{reason}");
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_still_used_cannot_be_deleted() {
    let account = Account::new();
    let mut base = template(json!({
        "Group": { "Type": "AWS::EC2::SecurityGroup", "Properties": { "GroupDescription": "a" } },
        "Target": target_group("shop", 80),
    }));
    base["Outputs"] = json!({ "Group": { "Value": { "Ref": "Group" } }, "Target": { "Value": { "Ref": "Target" } } });
    account.create("base", &base).await;
    let (group, target) = (account.output("base", "Group").await, account.output("base", "Target").await);
    let user = template(json!({
        "It": balancer(&["a", "b"]),
        "Listener": {
            "Type": "AWS::ElasticLoadBalancingV2::Listener",
            "Properties": {
                "LoadBalancerArn": { "Ref": "It" }, "Port": 80, "Protocol": "HTTP",
                "DefaultActions": [{ "Type": "forward", "TargetGroupArn": target }],
            },
        },
        "Other": {
            "Type": "AWS::EC2::SecurityGroup",
            "Properties": {
                "GroupDescription": "b",
                "SecurityGroupIngress": [{ "IpProtocol": "tcp", "SourceSecurityGroupId": group }],
            },
        },
    }));
    assert_eq!(account.create("user", &user).await, "CREATE_COMPLETE");
    assert_eq!(account.delete("base").await, "DELETE_FAILED");
    let reason = account.reason("base", "Group").await;
    assert!(reason.contains(&format!("resource {group} has a dependent object")), "{reason}");
    let reason = account.reason("base", "Target").await;
    assert!(reason.contains("is currently in use by a listener or a rule"), "{reason}");
    assert_eq!(
        account.stack("base").await.stack_status_reason(),
        Some("The following resource(s) failed to delete: [Group, Target]. ")
    );

    assert_eq!(account.delete("user").await, "DELETE_COMPLETE");
    assert_eq!(account.delete("base").await, "DELETE_COMPLETE");
    assert!(account.simulator.violations().is_empty());
}
