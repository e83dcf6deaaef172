//! Task definitions.

use aws_sdk_ecs::types::{Compatibility, ContainerDefinition, NetworkMode, TaskDefinition};
use aws_types::SdkConfig;
use serde_json::{Map, Value, json};

use super::outcome;

pub(super) async fn task_definitions(config: &SdkConfig, told: &mut Map<String, Value>) {
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
