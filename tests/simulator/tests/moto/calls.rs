//! What is called, and what of the answers is compared.

use std::fmt::Debug;

use aws_sdk_applicationautoscaling::types::{
    MetricType, PolicyType, PredefinedMetricSpecification, ScalableDimension, ServiceNamespace,
    TargetTrackingScalingPolicyConfiguration,
};
use aws_sdk_cloudformation::error::ProvideErrorMetadata;
use aws_sdk_cloudformation::types::Tag;
use aws_sdk_ecs::types::{
    AssignPublicIp, AwsVpcConfiguration, Compatibility, ContainerDefinition, LaunchType, NetworkConfiguration,
    NetworkMode, Service, TaskDefinition,
};
use aws_types::SdkConfig;
use serde_json::{Map, Value, json};

use crate::normal::text;

const CLUSTER: &str = "shop-cluster";
const RESOURCE: &str = "service/shop-cluster/web";

/// Makes all calls; `settle` waits until nothing moves. The answers are told by what was called.
pub(crate) async fn make(config: &SdkConfig, settle: impl AsyncFn()) -> Value {
    let mut told = Map::new();
    let network = stacks(config, &settle, &mut told).await;
    task_definitions(config, &mut told).await;
    services(config, &settle, network, &mut told).await;
    scaling(config, &mut told).await;
    logs(config, &mut told).await;
    ending(config, &settle, &mut told).await;
    Value::Object(told)
}

/// What an answer or a refusal tells.
fn outcome<T, E: ProvideErrorMetadata + Debug>(result: Result<T, E>, tell: impl FnOnce(T) -> Value) -> Value {
    match result {
        Ok(answer) => tell(answer),
        Err(error) => {
            json!({ "code": error.code(), "message": text(error.message().unwrap_or_default()) })
        }
    }
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

/// Gives the network that services run in.
async fn stacks(config: &SdkConfig, settle: &impl AsyncFn(), told: &mut Map<String, Value>) -> NetworkConfiguration {
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

async fn task_definitions(config: &SdkConfig, told: &mut Map<String, Value>) {
    let client = aws_sdk_ecs::Client::new(config);
    let container = ContainerDefinition::builder().name("web").image("nginx").cpu(0).essential(true).build();
    for revision in [1, 2] {
        let call = client.register_task_definition().family("web").cpu("256").memory("512");
        let call = call.network_mode(NetworkMode::Awsvpc).requires_compatibilities(Compatibility::Fargate);
        let made = call.container_definitions(container.clone()).send().await;
        let what = format!("RegisterTaskDefinition {revision}");
        told.insert(what, outcome(made, |made| definition(made.task_definition().unwrap())));
    }
    let described = client.describe_task_definition().task_definition("web").send().await;
    told.insert(
        "DescribeTaskDefinition".into(),
        outcome(described, |described| definition(described.task_definition().unwrap())),
    );
    let absent = client.describe_task_definition().task_definition("none").send().await;
    told.insert("DescribeTaskDefinition of none".into(), outcome(absent, |_| json!("accepted")));
    let listed = client.list_task_definitions().family_prefix("web").send().await;
    told.insert("ListTaskDefinitions".into(), outcome(listed, |listed| json!(listed.task_definition_arns())));
    let ended = client.deregister_task_definition().task_definition("web:1").send().await;
    told.insert(
        "DeregisterTaskDefinition".into(),
        outcome(ended, |ended| definition(ended.task_definition().unwrap())),
    );
    let listed = client.list_task_definitions().family_prefix("web").send().await;
    told.insert("ListTaskDefinitions then".into(), outcome(listed, |listed| json!(listed.task_definition_arns())));
}

fn definition(definition: &TaskDefinition) -> Value {
    json!({
        "arn": definition.task_definition_arn(),
        "family": definition.family(),
        "revision": definition.revision(),
        "status": definition.status().map(|status| status.as_str()),
        "cpu": definition.cpu(),
        "memory": definition.memory(),
        "networkMode": definition.network_mode().map(|mode| mode.as_str()),
        "requires": definition.requires_compatibilities().iter().map(|it| it.as_str()).collect::<Vec<_>>(),
        "containers": definition.container_definitions().iter().map(|it| it.name()).collect::<Vec<_>>(),
    })
}

async fn services(
    config: &SdkConfig,
    settle: &impl AsyncFn(),
    network: NetworkConfiguration,
    told: &mut Map<String, Value>,
) {
    let client = aws_sdk_ecs::Client::new(config);
    let clusters = client.describe_clusters().clusters(CLUSTER).clusters("none").send().await;
    told.insert(
        "DescribeClusters".into(),
        outcome(clusters, |found| {
            let cluster = &found.clusters()[0];
            json!({
                "arn": cluster.cluster_arn(), "name": cluster.cluster_name(), "status": cluster.status(),
                "missing": found.failures().iter().map(|it| it.reason()).collect::<Vec<_>>(),
            })
        }),
    );
    let create = |cluster: &str| {
        let call = client.create_service().cluster(cluster).service_name("web").task_definition("web:2");
        call.desired_count(1).launch_type(LaunchType::Fargate).network_configuration(network.clone())
    };
    let made = create(CLUSTER).send().await;
    told.insert("CreateService".into(), outcome(made, |made| service(made.service().unwrap())));
    settle().await;
    told.insert("CreateService in no cluster".into(), outcome(create("none").send().await, |_| json!("accepted")));
    let changed = client.update_service().cluster(CLUSTER).service("web").desired_count(3).send().await;
    told.insert("UpdateService".into(), outcome(changed, |changed| service(changed.service().unwrap())));
    settle().await;
    let found = client.describe_services().cluster(CLUSTER).services("web").services("none").send().await;
    told.insert(
        "DescribeServices".into(),
        outcome(found, |found| {
            let missing: Vec<_> = found.failures().iter().map(|it| it.reason()).collect();
            json!({ "found": found.services().first().map(service), "missing": missing })
        }),
    );
    let listed = client.list_services().cluster(CLUSTER).send().await;
    told.insert("ListServices".into(), outcome(listed, |listed| json!(listed.service_arns())));
    let absent = client.update_service().cluster(CLUSTER).service("none").desired_count(1).send().await;
    told.insert("UpdateService of none".into(), outcome(absent, |_| json!("accepted")));
    let absent = client.delete_service().cluster(CLUSTER).service("none").send().await;
    told.insert("DeleteService of none".into(), outcome(absent, |_| json!("accepted")));
    let refused = client.delete_service().cluster(CLUSTER).service("web").send().await;
    told.insert("DeleteService while it has tasks".into(), outcome(refused, |_| json!("accepted")));
}

fn service(service: &Service) -> Value {
    json!({
        "arn": service.service_arn(),
        "cluster": service.cluster_arn(),
        "status": service.status(),
        "desired": service.desired_count(),
        "running": service.running_count(),
        "pending": service.pending_count(),
        "launchType": service.launch_type().map(|it| it.as_str()),
        "taskDefinition": service.task_definition(),
        "scheduling": service.scheduling_strategy().map(|it| it.as_str()),
        "deployments": service.deployments().iter().map(|it| it.status()).collect::<Vec<_>>(),
    })
}

async fn scaling(config: &SdkConfig, told: &mut Map<String, Value>) {
    let client = aws_sdk_applicationautoscaling::Client::new(config);
    let (namespace, dimension) = (ServiceNamespace::Ecs, ScalableDimension::EcsServiceDesiredCount);
    let metric =
        PredefinedMetricSpecification::builder().predefined_metric_type(MetricType::EcsServiceAverageCpuUtilization);
    let tracking = TargetTrackingScalingPolicyConfiguration::builder().target_value(50.0);
    let tracking = tracking.predefined_metric_specification(metric.build().unwrap()).build().unwrap();
    let put = || {
        let call = client.put_scaling_policy().policy_name("cpu").resource_id(RESOURCE);
        let call = call.service_namespace(namespace.clone()).scalable_dimension(dimension.clone());
        call.policy_type(PolicyType::TargetTrackingScaling)
            .target_tracking_scaling_policy_configuration(tracking.clone())
    };
    told.insert("PutScalingPolicy too early".into(), outcome(put().send().await, |_| json!("accepted")));
    let call = client.register_scalable_target().resource_id(RESOURCE).min_capacity(1).max_capacity(5);
    let call = call.service_namespace(namespace.clone()).scalable_dimension(dimension.clone());
    told.insert("RegisterScalableTarget".into(), outcome(call.send().await, |_| json!("accepted")));
    told.insert("PutScalingPolicy".into(), outcome(put().send().await, |made| text(made.policy_arn())));
    let found = client.describe_scalable_targets().service_namespace(namespace.clone()).send().await;
    told.insert(
        "DescribeScalableTargets".into(),
        outcome(found, |found| {
            let targets = found.scalable_targets().iter();
            targets.map(|it| json!([it.resource_id(), it.min_capacity(), it.max_capacity()])).collect()
        }),
    );
    let found = client.describe_scaling_policies().service_namespace(namespace.clone()).send().await;
    told.insert(
        "DescribeScalingPolicies".into(),
        outcome(found, |found| {
            let policies = found.scaling_policies().iter();
            policies
                .map(|it| {
                    let tracking = it.target_tracking_scaling_policy_configuration();
                    json!([it.policy_name(), it.policy_type().as_str(), tracking.map(|it| it.target_value())])
                })
                .collect()
        }),
    );
    for what in ["DeregisterScalableTarget", "DeregisterScalableTarget again"] {
        let call = client.deregister_scalable_target().resource_id(RESOURCE);
        let call = call.service_namespace(namespace.clone()).scalable_dimension(dimension.clone());
        told.insert(what.into(), outcome(call.send().await, |_| json!("accepted")));
    }
    let found = client.describe_scaling_policies().service_namespace(namespace).send().await;
    told.insert("DescribeScalingPolicies then".into(), outcome(found, |found| json!(found.scaling_policies().len())));
}

async fn logs(config: &SdkConfig, told: &mut Map<String, Value>) {
    let client = aws_sdk_cloudwatchlogs::Client::new(config);
    for group in ["/ecs/shop", "/ecs/none"] {
        let found = client.describe_log_streams().log_group_name(group).send().await;
        told.insert(format!("DescribeLogStreams {group}"), outcome(found, |found| json!(found.log_streams().len())));
        let found = client.filter_log_events().log_group_name(group).send().await;
        told.insert(format!("FilterLogEvents {group}"), outcome(found, |found| json!(found.events().len())));
        let found = client.get_log_events().log_group_name(group).log_stream_name("none").send().await;
        told.insert(format!("GetLogEvents {group}"), outcome(found, |found| json!(found.events().len())));
    }
}

async fn ending(config: &SdkConfig, settle: &impl AsyncFn(), told: &mut Map<String, Value>) {
    let (ecs, stacks) = (aws_sdk_ecs::Client::new(config), aws_sdk_cloudformation::Client::new(config));
    let gone = ecs.delete_service().cluster(CLUSTER).service("web").force(true).send().await;
    told.insert("DeleteService".into(), outcome(gone, |gone| json!(gone.service().unwrap().desired_count())));
    settle().await;
    let found = ecs.describe_services().cluster(CLUSTER).services("web").send().await;
    told.insert(
        "DescribeServices then".into(),
        outcome(found, |found| found.services().iter().map(|it| json!(it.status())).collect()),
    );
    let described = stacks.describe_stacks().stack_name("shop").send().await.unwrap();
    let id = described.stacks()[0].stack_id().unwrap().to_owned();
    let gone = stacks.delete_stack().stack_name("shop").send().await;
    told.insert("DeleteStack".into(), outcome(gone, |_| json!("accepted")));
    settle().await;
    let found = stacks.describe_stacks().stack_name(id).send().await;
    told.insert(
        "DescribeStacks of a deleted one".into(),
        outcome(found, |found| json!(found.stacks()[0].stack_status().unwrap().as_str())),
    );
}
