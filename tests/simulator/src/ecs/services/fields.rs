//! What a service is asked to be, with the defaults that ECS fills in.

use serde_json::{Map, Value, json};

use super::super::Cluster;
use crate::text::Request;

/// The fields of a request that are the service's own.
pub(super) const FIELDS: [&str; 19] = [
    "availabilityZoneRebalancing",
    "capacityProviderStrategy",
    "deploymentConfiguration",
    "deploymentController",
    "enableECSManagedTags",
    "enableExecuteCommand",
    "healthCheckGracePeriodSeconds",
    "launchType",
    "loadBalancers",
    "networkConfiguration",
    "placementConstraints",
    "placementStrategy",
    "platformVersion",
    "propagateTags",
    "schedulingStrategy",
    "serviceConnectConfiguration",
    "serviceRegistries",
    "volumeConfigurations",
    "vpcLatticeConfigurations",
];

/// The fields of a new service.
pub(super) fn of_new(request: &Value, cluster: &Cluster, definition: &str) -> Value {
    let mut fields = Map::new();
    for name in FIELDS {
        if let Some(value) = request.get(name).filter(|value| !value.is_null()) {
            fields.insert(name.to_owned(), value.clone());
        }
    }
    let mut fields = Value::Object(fields);
    fields["taskDefinition"] = json!(definition);
    let strategy = request.list("capacityProviderStrategy").is_empty();
    if strategy && request.text("launchType").is_empty() {
        if cluster.default_strategy.as_array().is_some_and(|strategy| !strategy.is_empty()) {
            fields["capacityProviderStrategy"] = cluster.default_strategy.clone();
        } else {
            fields["launchType"] = json!("EC2");
        }
    }
    let daemon = request.text("schedulingStrategy") == "DAEMON";
    for (name, default) in [
        ("schedulingStrategy", json!("REPLICA")),
        ("deploymentController", json!({"type": "ECS"})),
        ("enableECSManagedTags", json!(false)),
        ("enableExecuteCommand", json!(false)),
        ("propagateTags", json!("NONE")),
        ("loadBalancers", json!([])),
        ("serviceRegistries", json!([])),
        ("placementConstraints", json!([])),
        ("placementStrategy", json!([])),
        ("availabilityZoneRebalancing", json!(if daemon { "DISABLED" } else { "ENABLED" })),
    ] {
        if fields.get(name).is_none() {
            fields[name] = default;
        }
    }
    if is_fargate(&fields) {
        if fields.get("platformVersion").is_none() {
            fields["platformVersion"] = json!("LATEST");
        }
        fields["platformFamily"] = json!("Linux");
    }
    let asked = request.get("deploymentConfiguration").cloned().unwrap_or_else(|| json!({}));
    fields["deploymentConfiguration"] = merged(&defaults(daemon), &asked);
    fields
}

/// Whether its tasks run on Fargate.
pub(in crate::ecs) fn is_fargate(fields: &Value) -> bool {
    let strategy = fields.list("capacityProviderStrategy");
    fields.text("launchType") == "FARGATE" && strategy.is_empty()
        || strategy.iter().any(|item| item.text("capacityProvider").starts_with("FARGATE"))
}

fn defaults(daemon: bool) -> Value {
    let (minimum, maximum) = if daemon { (0, 100) } else { (100, 200) };
    json!({
        "strategy": "ROLLING",
        "minimumHealthyPercent": minimum,
        "maximumPercent": maximum,
        "bakeTimeInMinutes": 0,
        "deploymentCircuitBreaker": {
            "enable": false,
            "rollback": false,
            "resetOnHealthyTask": true,
            "thresholdConfiguration": {"type": "BOUNDED_PERCENT", "value": 50},
        },
    })
}

/// What is sent over what there is; what is not sent stays. Lists are taken as a whole.
pub(super) fn merged(old: &Value, new: &Value) -> Value {
    match (old, new) {
        (Value::Object(old), Value::Object(new)) => {
            let mut fields = old.clone();
            for (key, value) in new {
                let value = old.get(key).map_or_else(|| value.clone(), |old| merged(old, value));
                fields.insert(key.clone(), value);
            }
            Value::Object(fields)
        }
        (old, Value::Null) => old.clone(),
        (_, new) => new.clone(),
    }
}
