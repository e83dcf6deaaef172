//! Clusters and services.

use aws_sdk_ecs::types::{LaunchType, NetworkConfiguration, Service};
use aws_types::SdkConfig;
use serde_json::{Map, Value, json};

use super::{CLUSTER, outcome};

pub(super) async fn services(
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
