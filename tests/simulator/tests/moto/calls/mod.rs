//! What is called, and what of the answers is compared.

mod logs;
mod scaling;
mod services;
mod stacks;
mod task_definitions;

use std::fmt::Debug;

use aws_sdk_cloudformation::error::ProvideErrorMetadata;
use aws_types::SdkConfig;
use serde_json::{Map, Value, json};

use crate::moto::normal::text;

const CLUSTER: &str = "shop-cluster";

/// Makes all calls; `settle` waits until nothing moves. The answers are told by what was called.
pub(crate) async fn make(config: &SdkConfig, settle: impl AsyncFn()) -> Value {
    let mut told = Map::new();
    let network = stacks::stacks(config, &settle, &mut told).await;
    task_definitions::task_definitions(config, &mut told).await;
    services::services(config, &settle, network, &mut told).await;
    scaling::scaling(config, &mut told).await;
    logs::logs(config, &mut told).await;
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
