use std::collections::BTreeSet;

use serde_json::json;

use super::*;

fn template(resources: Value) -> Value {
    json!({ "Resources": resources })
}

fn summary(changes: &[ResourceChange]) -> Vec<(&str, Verb, Vec<&str>)> {
    changes
        .iter()
        .map(|change| (change.logical_id.as_str(), change.verb, change.properties.iter().map(String::as_str).collect()))
        .collect()
}

const IN_PLACE: Verb = Verb::Update { replace: false };
const REPLACE: Verb = Verb::Update { replace: true };

#[test]
fn the_same_template_changes_nothing() {
    let same = template(json!({ "Logs": { "Type": "AWS::Logs::LogGroup", "Properties": { "RetentionInDays": 30 } } }));
    assert_eq!(diff(&same, &same), []);
    assert!(replaced_outputs(&same, &same, &BTreeSet::new()).is_empty());
}

#[test]
fn resources_come_go_and_change_in_place() {
    let old = template(json!({
        "Gone": { "Type": "AWS::IAM::Role", "Properties": {} },
        "Kept": { "Type": "AWS::Logs::LogGroup", "Properties": { "LogGroupName": "a", "RetentionInDays": 30 } },
    }));
    let new = template(json!({
        "Come": { "Type": "AWS::EC2::EIP", "Properties": {} },
        "Kept": { "Type": "AWS::Logs::LogGroup", "Properties": { "LogGroupName": "a", "RetentionInDays": 7 } },
    }));
    let changes = diff(&old, &new);
    assert_eq!(
        summary(&changes),
        [("Come", Verb::Add, vec![]), ("Gone", Verb::Remove, vec![]), ("Kept", IN_PLACE, vec!["RetentionInDays"])]
    );
    assert_eq!(changes[2].resource_type, "AWS::Logs::LogGroup");
}

#[test]
fn a_create_only_property_replaces_and_its_siblings_are_named_too() {
    let group = |name: &str, path: &str| {
        template(json!({ "Group": {
            "Type": "AWS::ElasticLoadBalancingV2::TargetGroup",
            "Properties": { "Name": name, "HealthCheckPath": path },
        } }))
    };
    let changes = diff(&group("a", "/"), &group("b", "/healthz"));
    assert_eq!(summary(&changes), [("Group", REPLACE, vec!["HealthCheckPath", "Name"])]);
    let changes = diff(&group("a", "/"), &group("a", "/healthz"));
    assert_eq!(summary(&changes), [("Group", IN_PLACE, vec!["HealthCheckPath"])]);
}

#[test]
fn a_property_that_comes_or_goes_changes() {
    let listener = |properties: Value| {
        template(json!({ "Listener": { "Type": "AWS::ElasticLoadBalancingV2::Listener", "Properties": properties } }))
    };
    let (with, without) = (listener(json!({ "SslPolicy": "x" })), listener(json!({})));
    assert_eq!(summary(&diff(&with, &without)), [("Listener", IN_PLACE, vec!["SslPolicy"])]);
    assert_eq!(summary(&diff(&without, &with)), [("Listener", IN_PLACE, vec!["SslPolicy"])]);
}

fn network(cidr: &str) -> Value {
    json!({
        "Resources": {
            "Vpc": { "Type": "AWS::EC2::VPC", "Properties": { "CidrBlock": cidr } },
            "Subnet": { "Type": "AWS::EC2::Subnet", "Properties": { "VpcId": { "Ref": "Vpc" }, "CidrBlock": "b" } },
            "Balancer": {
                "Type": "AWS::ElasticLoadBalancingV2::LoadBalancer",
                "Properties": { "Name": "a", "Subnets": [{ "Ref": "Subnet" }] },
            },
            "Listener": {
                "Type": "AWS::ElasticLoadBalancingV2::Listener",
                "Properties": { "LoadBalancerArn": { "Ref": "Balancer" } },
            },
            "Role": { "Type": "AWS::IAM::Role", "Properties": {} },
        },
        "Outputs": {
            "VpcId": { "Value": { "Ref": "Vpc" } },
            "Subnets": { "Value": { "Fn::Join": [",", [{ "Ref": "Subnet" }]] } },
            "Listener80": { "Value": { "Ref": "Listener" } },
            "RoleArn": { "Value": { "Fn::GetAtt": ["Role", "Arn"] } },
        },
    })
}

#[test]
fn replacement_goes_on_where_the_reference_is_create_only_and_stops_where_it_is_not() {
    let (old, new) = (network("10.0.0.0/16"), network("10.1.0.0/16"));
    assert_eq!(
        summary(&diff(&old, &new)),
        [
            ("Balancer", IN_PLACE, vec!["Subnets"]),
            ("Subnet", REPLACE, vec!["VpcId"]),
            ("Vpc", REPLACE, vec!["CidrBlock"]),
        ]
    );
    assert_eq!(replaced_outputs(&old, &new, &BTreeSet::new()), ["Subnets", "VpcId"].map(str::to_owned).into());
}

#[test]
fn replacement_goes_on_against_the_order_of_the_names() {
    let chain = |cidr: &str| {
        template(json!({
            "A": { "Type": "AWS::EC2::SubnetRouteTableAssociation", "Properties": { "SubnetId": { "Ref": "B" } } },
            "B": { "Type": "AWS::EC2::Subnet", "Properties": { "VpcId": { "Fn::GetAtt": ["C", "VpcId"] } } },
            "C": { "Type": "AWS::EC2::VPC", "Properties": { "CidrBlock": cidr } },
        }))
    };
    let changes = diff(&chain("a"), &chain("b"));
    assert_eq!(changes.iter().map(|change| change.verb).collect::<Vec<_>>(), [REPLACE; 3]);
}

#[test]
fn a_replaced_group_replaces_its_provider() {
    let provider = |zone: &str| {
        template(json!({
            "Group": { "Type": "AWS::AutoScaling::AutoScalingGroup", "Properties": { "MaxSize": zone } },
            "Provider": { "Type": "AWS::ECS::CapacityProvider", "Properties": {
                "Name": { "Fn::Sub": "cp-${Group}" },
                "AutoScalingGroupProvider": {
                    "AutoScalingGroupArn": { "Ref": "Group" }, "ManagedScaling": { "TargetCapacity": 100 },
                },
            } },
        }))
    };
    assert_eq!(summary(&diff(&provider("1"), &provider("2"))), [("Group", IN_PLACE, vec!["MaxSize"])]);

    let without = template(json!({ "Provider": provider("1")["Resources"]["Provider"] }));
    assert_eq!(
        summary(&diff(&without, &provider("1"))),
        [("Group", Verb::Add, vec![]), ("Provider", REPLACE, vec!["AutoScalingGroupProvider", "Name"])]
    );
    let mut scaled = provider("1");
    scaled["Resources"]["Provider"]["Properties"]["AutoScalingGroupProvider"]["ManagedScaling"]["TargetCapacity"] =
        json!(90);
    assert_eq!(summary(&diff(&provider("1"), &scaled)), [("Provider", IN_PLACE, vec!["AutoScalingGroupProvider"])]);
}

#[test]
fn a_changed_launch_template_reaches_its_group() {
    let group = |kind: &str| {
        template(json!({
            "Template": { "Type": "AWS::EC2::LaunchTemplate", "Properties": { "LaunchTemplateData": kind } },
            "Group": { "Type": "AWS::AutoScaling::AutoScalingGroup", "Properties": { "LaunchTemplate": {
                "LaunchTemplateId": { "Ref": "Template" },
                "Version": { "Fn::GetAtt": ["Template", "LatestVersionNumber"] },
            } } },
        }))
    };
    assert_eq!(
        summary(&diff(&group("a"), &group("b"))),
        [("Group", IN_PLACE, vec!["LaunchTemplate"]), ("Template", IN_PLACE, vec!["LaunchTemplateData"])]
    );
}

#[test]
fn parameters_change_what_refers_to_them() {
    let rule = |default: &str| {
        json!({
            "Parameters": { "Listener": { "Type": "String" }, "Image": { "Type": "String", "Default": default } },
            "Resources": {
                "Rule": {
                    "Type": "AWS::ElasticLoadBalancingV2::ListenerRule",
                    "Properties": { "ListenerArn": { "Ref": "Listener" }, "Priority": 1 },
                },
                "Template": { "Type": "AWS::EC2::LaunchTemplate", "Properties": { "Data": { "Ref": "Image" } } },
            },
        })
    };
    let listener = BTreeSet::from(["Listener".to_owned()]);
    assert_eq!(summary(&diff_given(&rule("a"), &rule("a"), &listener)), [("Rule", REPLACE, vec!["ListenerArn"])]);
    assert_eq!(summary(&diff(&rule("a"), &rule("b"))), [("Template", IN_PLACE, vec!["Data"])]);
}

#[test]
fn what_cloudformation_shows_as_a_question_mark_is_no_change() {
    let tagged =
        |text: &str| template(json!({ "Role": { "Type": "AWS::IAM::Role", "Properties": { "Tags": [text] } } }));
    assert_eq!(diff(&tagged("Gr??e"), &tagged("Größe")), []);
    assert_eq!(diff(&tagged("Gr?e"), &tagged("Größe")).len(), 1);
}

#[test]
fn only_properties_count() {
    let role = |policy: &str| template(json!({ "Role": { "Type": "AWS::IAM::Role", "DeletionPolicy": policy } }));
    assert_eq!(diff(&role("Retain"), &role("Delete")), []);
}

#[test]
fn another_output_counts_as_replaced() {
    let output = |value: Value| json!({ "Resources": {}, "Outputs": { "A": { "Value": value } } });
    assert_eq!(replaced_outputs(&output(json!("1")), &output(json!("2")), &BTreeSet::new()).len(), 1);
    assert_eq!(replaced_outputs(&json!({ "Resources": {} }), &output(json!("2")), &BTreeSet::new()).len(), 1);
    assert!(replaced_outputs(&output(json!("2")), &json!({ "Resources": {} }), &BTreeSet::new()).is_empty());
}
