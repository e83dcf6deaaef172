//! The fields of a container.

use serde_json::Value;

use super::field::{Rest, words};
use crate::ecs::Fields;

/// Adds the fields of a container, whose names begin with `prefix`.
pub(super) fn add(fields: &mut Fields, prefix: &str, container: &Value) {
    let mut rest = Rest::of(container, prefix);
    rest.skip("name");
    for (pointer, name) in [
        ("/image", "image"),
        ("/workingDirectory", "workdir"),
        ("/user", "user"),
        ("/essential", "essential"),
        ("/privileged", "privileged"),
        ("/cpu", "container cpu"),
        ("/memory", "container memory"),
        ("/memoryReservation", "memory reservation"),
        ("/logConfiguration/options/mode", "log mode"),
    ] {
        rest.name(fields, pointer, name);
    }
    for (pointer, name) in [("/command", "command"), ("/entryPoint", "entrypoint")] {
        if let Some(Value::Array(list)) = rest.take(pointer) {
            rest.set(fields, name, format!("{:?}", list.iter().map(words).collect::<Vec<_>>()));
        }
    }
    for (pointer, name, word) in [
        ("/readonlyRootFilesystem", "root file system", "read only"),
        ("/linuxParameters/initProcessEnabled", "init process", "on"),
    ] {
        if rest.take(pointer).is_some() {
            rest.set(fields, name, word.to_owned());
        }
    }
    if let Some(seconds) = rest.take("/stopTimeout") {
        rest.set(fields, "stop timeout", format!("{} s", words(&seconds)));
    }
    for (pointer, name, key) in [
        ("/environment", "env", "name"),
        ("/secrets", "secret", "name"),
        ("/resourceRequirements", "resource", "type"),
        ("/dependsOn", "after", "containerName"),
        ("/mountPoints", "mount", "containerPath"),
        ("/logConfiguration/secretOptions", "log secret", "name"),
    ] {
        rest.each(fields, pointer, name, key);
    }
    ulimits(fields, &mut rest);
    rest.list(fields, "/portMappings", "port", port);
    logs(fields, &mut rest);
    rest.name(fields, "/healthCheck", "health check");
    rest.name(fields, "/restartPolicy", "restart policy");
    rest.name(fields, "/firelensConfiguration", "log router");
    rest.add_to(fields);
}

/// A limit in one number, where a process begins with all that it may have.
fn ulimits(fields: &mut Fields, rest: &mut Rest) {
    let Some(Value::Array(limits)) = rest.take("/ulimits") else { return };
    for limit in limits {
        let part = |name: &str| limit.get(name).map(words).unwrap_or_default();
        let (soft, hard) = (part("softLimit"), part("hardLimit"));
        let value = if soft == hard { hard } else { format!("{soft} to {hard}") };
        rest.set(fields, &format!("ulimit {}", part("name")), value);
    }
}

/// A port as `8080`, or `53/udp`, with all else that is said of it.
fn port(mapping: &Value) -> String {
    let mut rest = Rest::of(mapping, "");
    let mut part = |name: &str| rest.take(name).map(|value| words(&value));
    let number = part("/containerPort").unwrap_or_default();
    let protocol = part("/protocol").map(|protocol| format!("/{protocol}")).unwrap_or_default();
    let host = part("/hostPort").map(|host| format!(" on {host}")).unwrap_or_default();
    let name = part("/name").map(|name| format!(" as {name}")).unwrap_or_default();
    let spoken = part("/appProtocol").map(|spoken| format!(" ({spoken})")).unwrap_or_default();
    let mut others = Fields::new();
    rest.add_to(&mut others);
    let others: String = others.iter().map(|(name, value)| format!(" {name} {value}")).collect();
    format!("{number}{protocol}{host}{name}{spoken}{others}")
}

fn logs(fields: &mut Fields, rest: &mut Rest) {
    let group = rest.take("/logConfiguration/options/awslogs-group");
    let region = rest.take("/logConfiguration/options/awslogs-region");
    if let Some(group) = group {
        let region = region.as_ref().map(words).unwrap_or_default();
        rest.set(fields, "log group", format!("{} in {region}", words(&group)));
    }
    rest.name(fields, "/logConfiguration/logDriver", "log driver");
    if let Some(Value::Object(options)) = rest.take("/logConfiguration/options") {
        for (name, value) in &options {
            rest.set(fields, &format!("log option {name}"), words(value));
        }
    }
    if let Some(Value::Object(others)) = rest.take("/logConfiguration") {
        for (name, value) in &others {
            rest.set(fields, &format!("log {name}"), words(value));
        }
    }
}
