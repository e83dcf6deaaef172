//! The one form that all documents have which mean the same: what AWS fills in, and what it leaves out, makes no
//! difference, and neither does the order of lists that have none.

use serde_json::{Map, Value, json};

/// What AWS adds to a revision, and the family, which is the same of all that are compared.
const OF_AWS: [&str; 11] = [
    "family",
    "taskDefinitionArn",
    "revision",
    "status",
    "requiresAttributes",
    "compatibilities",
    "registeredAt",
    "registeredBy",
    "deregisteredAt",
    "deleteRequestedAt",
    "tags",
];

/// Lists without an order, and the members by which they are sorted.
const UNORDERED: [(&str, &[&str]); 14] = [
    ("containerDefinitions", &["name"]),
    ("volumes", &["name"]),
    ("placementConstraints", &["type", "expression"]),
    ("environment", &["name"]),
    ("secrets", &["name"]),
    ("secretOptions", &["name"]),
    ("portMappings", &["containerPort", "protocol", "containerPortRange"]),
    ("mountPoints", &["containerPath"]),
    ("volumesFrom", &["sourceContainer"]),
    ("dependsOn", &["containerName"]),
    ("ulimits", &["name"]),
    ("systemControls", &["namespace"]),
    ("resourceRequirements", &["type"]),
    ("extraHosts", &["hostname"]),
];

/// Lists of plain values without an order.
const SETS: [&str; 4] = ["requiresCompatibilities", "ignoredExitCodes", "add", "drop"];

/// What a container, or a part of it, has where nothing is said. `cpu` is the container's.
const OF_CONTAINER: [(&str, &str); 8] = [
    ("cpu", "0"),
    ("essential", "true"),
    ("privileged", "false"),
    ("readonlyRootFilesystem", "false"),
    ("interactive", "false"),
    ("pseudoTerminal", "false"),
    ("disableNetworking", "false"),
    ("versionConsistency", "\"enabled\""),
];

/// The document of a task definition in its normal form.
pub(super) fn of(document: &Value) -> Value {
    let mut document = document.clone();
    let Some(fields) = document.as_object_mut() else { return document };
    // Some answer with an empty text for what is not set.
    fields.retain(|name, value| !OF_AWS.contains(&name.as_str()) && value != "");
    // Instances give a task Docker's bridge where it says nothing.
    let mode = text(fields, "networkMode").unwrap_or("bridge").to_owned();
    let own_address = mode != "bridge";
    fields.insert("networkMode".to_owned(), json!(mode));
    platform(fields);
    forget(fields, "enableFaultInjection", &json!(false));
    for container in list(fields, "containerDefinitions") {
        of_container(container, own_address);
    }
    for volume in list(fields, "volumes") {
        of_volume(volume);
    }
    tidy(&mut document);
    document
}

/// The name of the container that is called as the item, or of the first one.
pub(super) fn main_container(document: &Value, item: &str) -> String {
    let containers = document.get("containerDefinitions").and_then(Value::as_array);
    let mut names = containers.into_iter().flatten().filter_map(|container| container.get("name")?.as_str());
    let first = names.clone().next().unwrap_or_default();
    names.find(|name| *name == item).unwrap_or(first).to_owned()
}

/// A task definition without a platform runs on Linux and x86-64.
fn platform(fields: &mut Map<String, Value>) {
    let platform = fields.entry("runtimePlatform").or_insert_with(|| json!({}));
    if let Some(platform) = platform.as_object_mut() {
        fill(platform, "operatingSystemFamily", json!("LINUX"));
        fill(platform, "cpuArchitecture", json!("X86_64"));
    }
}

fn of_container(container: &mut Map<String, Value>, own_address: bool) {
    for (name, default) in OF_CONTAINER {
        forget(container, name, &serde_json::from_str(default).unwrap_or_default());
    }
    for mapping in list(container, "portMappings") {
        forget(mapping, "protocol", &json!("tcp"));
        // A task with an address of its own has its ports there; behind a bridge no port is any port.
        let usual = if own_address { mapping.get("containerPort").cloned() } else { Some(json!(0)) };
        forget(mapping, "hostPort", &usual.unwrap_or_default());
    }
    for mount in list(container, "mountPoints") {
        forget(mount, "readOnly", &json!(false));
    }
    for volume in list(container, "volumesFrom") {
        forget(volume, "readOnly", &json!(false));
    }
    if let Some(check) = member(container, "healthCheck") {
        for (name, default) in [("interval", 30), ("timeout", 5), ("retries", 3), ("startPeriod", 0)] {
            fill(check, name, json!(default));
        }
    }
    if let Some(restart) = member(container, "restartPolicy") {
        if restart.get("enabled") == Some(&json!(false)) {
            restart.clear();
        } else {
            fill(restart, "restartAttemptPeriod", json!(300));
        }
    }
    if let Some(linux) = member(container, "linuxParameters") {
        forget(linux, "initProcessEnabled", &json!(false));
    }
    if let Some(logs) = member(container, "logConfiguration")
        && text(logs, "logDriver") == Some("awslogs")
        && let Some(options) = member(logs, "options")
    {
        // The driver's own default.
        fill(options, "mode", json!(super::log::NON_BLOCKING));
    }
}

fn of_volume(volume: &mut Map<String, Value>) {
    forget(volume, "configuredAtLaunch", &json!(false));
    if let Some(file_system) = member(volume, "efsVolumeConfiguration") {
        forget(file_system, "rootDirectory", &json!("/"));
        forget(file_system, "transitEncryption", &json!("DISABLED"));
        if let Some(authorization) = member(file_system, "authorizationConfig") {
            forget(authorization, "iam", &json!("DISABLED"));
        }
    }
}

/// Sorts what has no order, and takes out what is empty.
fn tidy(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields.iter_mut() {
                tidy(value);
                sort(name, value);
            }
            fields.retain(|_, value| match value {
                Value::Null => false,
                Value::Array(items) => !items.is_empty(),
                Value::Object(fields) => !fields.is_empty(),
                _ => true,
            });
        }
        Value::Array(items) => items.iter_mut().for_each(tidy),
        _ => {}
    }
}

fn sort(name: &str, value: &mut Value) {
    let Some(items) = value.as_array_mut() else { return };
    if let Some((_, keys)) = UNORDERED.iter().find(|(list, _)| *list == name) {
        let key = |item: &Value| -> Vec<(u64, String)> {
            let part = |name: &&str| item.get(name).map(|value| (value.as_u64().unwrap_or(0), value.to_string()));
            keys.iter().map(|name| part(name).unwrap_or_default()).collect()
        };
        items.sort_by_cached_key(key);
    } else if SETS.contains(&name) {
        items.sort_by_cached_key(|item| (item.as_u64().unwrap_or(0), item.to_string()));
    }
}

fn text<'fields>(fields: &'fields Map<String, Value>, name: &str) -> Option<&'fields str> {
    fields.get(name)?.as_str()
}

fn list<'fields>(
    fields: &'fields mut Map<String, Value>,
    name: &str,
) -> impl Iterator<Item = &'fields mut Map<String, Value>> {
    let items = fields.get_mut(name).and_then(Value::as_array_mut);
    items.into_iter().flatten().filter_map(Value::as_object_mut)
}

fn member<'fields>(fields: &'fields mut Map<String, Value>, name: &str) -> Option<&'fields mut Map<String, Value>> {
    fields.get_mut(name)?.as_object_mut()
}

/// Puts the default in where there is nothing.
fn fill(fields: &mut Map<String, Value>, name: &str, default: Value) {
    let value = fields.entry(name).or_insert(Value::Null);
    if value.is_null() {
        *value = default;
    }
}

/// Takes out what is the default.
fn forget(fields: &mut Map<String, Value>, name: &str, default: &Value) {
    if fields.get(name) == Some(default) {
        fields.remove(name);
    }
}
