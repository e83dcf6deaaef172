//! What ECS refuses of the containers of a task definition.

use serde_json::{Value, json};

use crate::error::AwsError;
use crate::text::{Request, texts};

/// The most containers of a task definition.
const MOST: usize = 10;

/// Refuses containers that do not fit the API or each other.
pub(super) fn check(containers: &[Value]) -> Result<(), AwsError> {
    if containers.len() > MOST {
        return Err(AwsError::client("Number of containers in a task definition cannot exceed 10."));
    }
    for container in containers {
        let (name, image) = (container.text("name"), container.text("image"));
        if name.is_empty() || image.is_empty() {
            return Err(AwsError::client("Container.name and Container.image should not be null or empty."));
        }
        if containers.iter().filter(|other| other.text("name") == name).count() > 1 {
            return Err(AwsError::client(format!("Container name {name} is not unique.")));
        }
        health_check(container)?;
        memory(container)?;
        depends_on(container, containers)?;
    }
    if let Some(name) = in_circle(containers) {
        return Err(AwsError::client(format!("A circular dependency exists between containers: {name}.")));
    }
    let routers = containers.iter().filter(|container| container["firelensConfiguration"].is_object()).count();
    let routed = containers.iter().any(|container| container["logConfiguration"].text("logDriver") == "awsfirelens");
    match routers {
        0 if routed => Err(AwsError::client(
            "When a firelensConfiguration object is not specified, no container can use the awsfirelens log driver.",
        )),
        0 | 1 => Ok(()),
        _ => Err(AwsError::client("Only one container can have a firelensConfiguration.")),
    }
}

fn health_check(container: &Value) -> Result<(), AwsError> {
    let check = &container["healthCheck"];
    if !check.is_object() {
        return Ok(());
    }
    let command = texts(check.list("command")).next().unwrap_or_default();
    if !["CMD", "CMD-SHELL", "NONE"].contains(&command) {
        return Err(AwsError::client("The health check command must begin with CMD, CMD-SHELL or NONE."));
    }
    for (key, least, most) in [("interval", 5, 300), ("timeout", 2, 60), ("retries", 1, 10), ("startPeriod", 0, 300)] {
        if check.number(key).is_some_and(|number| !(least..=most).contains(&number)) {
            return Err(AwsError::client(format!("Health check {key} must be between {least} and {most}.")));
        }
    }
    Ok(())
}

fn memory(container: &Value) -> Result<(), AwsError> {
    match (container.number("memory"), container.number("memoryReservation")) {
        (Some(limit), Some(reserved)) if limit < reserved => Err(AwsError::client(
            "Invalid setting for container. The memory must be greater than the memoryReservation.",
        )),
        (Some(memory), _) | (None, Some(memory)) if memory < 6 => {
            Err(AwsError::client("Invalid setting for container. At least 6 MiB of memory must be reserved."))
        }
        _ => Ok(()),
    }
}

fn depends_on(container: &Value, containers: &[Value]) -> Result<(), AwsError> {
    for dependency in container.list("dependsOn") {
        let (name, condition) = (dependency.text("containerName"), dependency.text("condition"));
        let Some(other) = containers.iter().find(|other| other.text("name") == name) else {
            let message = format!("The container {} depends on {name}, which does not exist.", container.text("name"));
            return Err(AwsError::client(message));
        };
        let essential = other.get("essential") != Some(&json!(false));
        let message = match condition {
            "START" => continue,
            "HEALTHY" if other["healthCheck"].is_object() => continue,
            "HEALTHY" => "HEALTHY container dependency requires a health check",
            "COMPLETE" | "SUCCESS" if !essential => continue,
            "COMPLETE" | "SUCCESS" => "A container that must complete cannot be essential",
            _ => "Invalid container dependency condition",
        };
        return Err(AwsError::client(format!("{message}: {name}.")));
    }
    Ok(())
}

/// A container that waits for itself, directly or through others.
fn in_circle(containers: &[Value]) -> Option<&str> {
    let waits = |name: &str| -> Vec<&str> {
        let container = containers.iter().find(|container| container.text("name") == name);
        let dependencies = container.map(|container| container.list("dependsOn")).unwrap_or_default();
        dependencies.iter().map(|dependency| dependency.text("containerName")).collect()
    };
    containers.iter().map(|container| container.text("name")).find(|name| {
        let (mut seen, mut open) = (Vec::new(), waits(name));
        while let Some(next) = open.pop() {
            if !seen.contains(&next) {
                seen.push(next);
                open.extend(waits(next));
            }
        }
        seen.contains(name)
    })
}
