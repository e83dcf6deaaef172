//! Logs.

use aws_types::SdkConfig;
use serde_json::{Map, Value, json};

use super::outcome;

pub(super) async fn logs(config: &SdkConfig, told: &mut Map<String, Value>) {
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
