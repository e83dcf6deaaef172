//! Stacks.

use aws_sdk_cloudformation::types::Tag;
use aws_sdk_ecs::types::{AssignPublicIp, AwsVpcConfiguration, NetworkConfiguration};
use aws_types::SdkConfig;
use serde_json::{Map, Value, json};

use super::{CLUSTER, outcome};
use crate::moto::normal::text;

/// Gives the network that services run in.
pub(super) async fn stacks(
    config: &SdkConfig,
    settle: &impl AsyncFn(),
    told: &mut Map<String, Value>,
) -> NetworkConfiguration {
    let client = aws_sdk_cloudformation::Client::new(config);
    let create = || {
        let call = client.create_stack().stack_name("shop").template_body(template());
        call.tags(Tag::builder().key("team").value("shop").build())
    };
    let made = create().send().await;
    told.insert("CreateStack".into(), outcome(made, |made| text(made.stack_id().unwrap())));
    settle().await;
    told.insert("CreateStack again".into(), outcome(create().send().await, |_| json!("accepted")));
    let described = client.describe_stacks().stack_name("shop").send().await.unwrap();
    let stack = &described.stacks()[0];
    let outputs = stack.outputs().iter();
    let outputs = outputs.map(|it| (it.output_key().unwrap().to_owned(), text(it.output_value().unwrap())));
    let parameters = stack.parameters().iter();
    let parameters = parameters.map(|it| (it.parameter_key().unwrap().to_owned(), json!(it.parameter_value())));
    let tags = stack.tags().iter().map(|it| (it.key().unwrap().to_owned(), json!(it.value())));
    let answer = json!({
        "status": stack.stack_status().unwrap().as_str(),
        "description": stack.description(),
        "outputs": outputs.collect::<Map<_, _>>(),
        "parameters": parameters.collect::<Map<_, _>>(),
        "tags": tags.collect::<Map<_, _>>(),
        "protected": stack.enable_termination_protection(),
        "updated": stack.last_updated_time().is_some(),
    });
    told.insert("DescribeStacks".into(), answer);
    let resources = client.list_stack_resources().stack_name("shop").send().await;
    told.insert(
        "ListStackResources".into(),
        outcome(resources, |listed| {
            let resources = listed.stack_resource_summaries().iter();
            let resources = resources.map(|it| {
                let told = json!({
                    "type": it.resource_type(),
                    "physical": text(it.physical_resource_id().unwrap_or_default()),
                    "status": it.resource_status().map(|status| status.as_str()),
                });
                (it.logical_resource_id().unwrap().to_owned(), told)
            });
            Value::Object(resources.collect())
        }),
    );
    let read = client.get_template().stack_name("shop").send().await;
    told.insert(
        "GetTemplate is as sent".into(),
        outcome(read, |read| json!(read.template_body() == Some(template().as_str()))),
    );
    let same = client.update_stack().stack_name("shop").template_body(template()).send().await;
    told.insert("UpdateStack with no change".into(), outcome(same, |_| json!("accepted")));
    refused_stacks(&client, told).await;
    let output = |name: &str| {
        let found = stack.outputs().iter().find(|it| it.output_key() == Some(name));
        found.and_then(|it| it.output_value()).unwrap_or_default().to_owned()
    };
    let network = AwsVpcConfiguration::builder().subnets(output("Subnet")).security_groups(output("Group"));
    let network = network.assign_public_ip(AssignPublicIp::Enabled).build().unwrap();
    NetworkConfiguration::builder().awsvpc_configuration(network).build()
}

fn template() -> String {
    let template = json!({
        "Description": "shop",
        "Parameters": { "Days": { "Type": "Number", "Default": 7 } },
        "Resources": {
            "Cluster": { "Type": "AWS::ECS::Cluster", "Properties": { "ClusterName": CLUSTER } },
            "Log": {
                "Type": "AWS::Logs::LogGroup",
                "Properties": { "LogGroupName": "/ecs/shop", "RetentionInDays": { "Ref": "Days" } },
            },
            "Vpc": { "Type": "AWS::EC2::VPC", "Properties": { "CidrBlock": "10.0.0.0/16" } },
            "Subnet": {
                "Type": "AWS::EC2::Subnet",
                "Properties": {
                    "VpcId": { "Ref": "Vpc" }, "CidrBlock": "10.0.0.0/24",
                    "AvailabilityZone": { "Fn::Select": [0, { "Fn::GetAZs": "" }] },
                },
            },
            "Group": {
                "Type": "AWS::EC2::SecurityGroup",
                "Properties": { "GroupDescription": "web", "VpcId": { "Ref": "Vpc" } },
            },
            "Target": {
                "Type": "AWS::ElasticLoadBalancingV2::TargetGroup",
                "Properties": {
                    "Name": "shop-web", "Port": 80, "Protocol": "HTTP", "TargetType": "ip", "VpcId": { "Ref": "Vpc" },
                },
            },
        },
        "Outputs": {
            "Group": { "Value": { "Fn::GetAtt": ["Group", "GroupId"] } },
            "Subnet": { "Value": { "Ref": "Subnet" } },
            "Joined": { "Value": { "Fn::Join": ["-", [{ "Ref": "AWS::StackName" }, { "Ref": "AWS::AccountId" }]] } },
            "Filled": { "Value": { "Fn::Sub": "${AWS::Region}:${Cluster}:${Days}" } },
        },
    });
    template.to_string()
}

async fn refused_stacks(client: &aws_sdk_cloudformation::Client, told: &mut Map<String, Value>) {
    let absent = client.describe_stacks().stack_name("none").send().await;
    told.insert("DescribeStacks of none".into(), outcome(absent, |_| json!("accepted")));
    let absent = client.describe_stack_events().stack_name("none").send().await;
    told.insert("DescribeStackEvents of none".into(), outcome(absent, |_| json!("accepted")));
    let absent = client.get_template().stack_name("none").send().await;
    told.insert("GetTemplate of none".into(), outcome(absent, |_| json!("accepted")));
    let absent = client.update_stack().stack_name("none").template_body(template()).send().await;
    told.insert("UpdateStack of none".into(), outcome(absent, |_| json!("accepted")));
    let absent = client.delete_stack().stack_name("none").send().await;
    told.insert("DeleteStack of none".into(), outcome(absent, |_| json!("accepted")));
    let table = [
        ("CreateStack with no JSON", "{".to_owned()),
        ("CreateStack without resources", json!({ "Resources": {} }).to_string()),
        (
            "CreateStack with a missing parameter",
            json!({
                "Parameters": { "A": { "Type": "String" } },
                "Resources": { "Log": { "Type": "AWS::Logs::LogGroup" } },
            })
            .to_string(),
        ),
    ];
    for (what, body) in table {
        let name = what.to_lowercase().replace(' ', "-");
        let refused = client.create_stack().stack_name(name).template_body(body).send().await;
        told.insert(what.into(), outcome(refused, |_| json!("accepted")));
    }
}
