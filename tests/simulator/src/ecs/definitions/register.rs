//! RegisterTaskDefinition.

use serde_json::{Value, json};

use super::super::{roles, volumes};
use super::containers;
use crate::error::{Answer, AwsError};
use crate::text::{Request, texts};
use crate::world::{World, seconds};

/// Makes the next revision of a family.
pub(in crate::ecs) fn register(world: &mut World, request: &Value) -> Answer {
    let family = request.text("family").to_owned();
    check(world, request)?;
    crate::ecs::tags::check(request.list("tags"))?;
    let latest = world.ecs.latest.entry(family.clone()).or_default();
    *latest += 1;
    let revision = *latest;
    let arn = world.arn("ecs", &format!("task-definition/{family}:{revision}"));
    let mut definition = request.clone();
    let tags = definition.as_object_mut().and_then(|fields| fields.remove("tags"));
    definition["taskDefinitionArn"] = json!(arn);
    definition["revision"] = json!(revision);
    definition["status"] = json!("ACTIVE");
    definition["registeredAt"] = json!(seconds(world.now));
    definition["registeredBy"] = json!(format!("arn:aws:iam::{}:user/simulator", world.account));
    let fargate = texts(request.list("requiresCompatibilities")).any(|kind| kind == "FARGATE");
    definition["compatibilities"] = if fargate { json!(["EC2", "FARGATE"]) } else { json!(["EC2"]) };
    for list in ["volumes", "placementConstraints"] {
        set_default(&mut definition, list, json!([]));
    }
    let awsvpc = request.text("networkMode") == "awsvpc";
    for container in definition["containerDefinitions"].as_array_mut().into_iter().flatten() {
        fill(container, awsvpc);
    }
    if let Some(Value::Array(tags)) = tags {
        world.ecs.tags.insert(arn, tags);
    }
    let answer = json!({"taskDefinition": definition, "tags": request.list("tags")});
    world.ecs.task_definitions.entry(family).or_default().insert(revision, definition);
    Ok(answer)
}

fn set_default(value: &mut Value, key: &str, default: Value) {
    if value.get(key).is_none_or(Value::is_null) {
        value[key] = default;
    }
}

/// Sets what ECS fills in.
fn fill(container: &mut Value, awsvpc: bool) {
    set_default(container, "cpu", json!(0));
    set_default(container, "essential", json!(true));
    for list in ["environment", "mountPoints", "volumesFrom", "portMappings", "systemControls"] {
        set_default(container, list, json!([]));
    }
    for mapping in container["portMappings"].as_array_mut().into_iter().flatten() {
        set_default(mapping, "protocol", json!("tcp"));
        if awsvpc {
            let port = mapping["containerPort"].clone();
            set_default(mapping, "hostPort", port);
        }
    }
    let check = container.get_mut("healthCheck");
    for check in check.into_iter().filter(|check| check.is_object()) {
        for (key, default) in [("interval", 30), ("timeout", 5), ("retries", 3)] {
            set_default(check, key, json!(default));
        }
    }
}

fn check(world: &World, request: &Value) -> Result<(), AwsError> {
    let containers = request.list("containerDefinitions");
    if request.text("family").is_empty() {
        return Err(AwsError::client("Family should not be null or empty."));
    }
    if containers.is_empty() {
        return Err(AwsError::client("Container list cannot be empty."));
    }
    if !containers.iter().any(|container| container.get("essential") != Some(&json!(false))) {
        return Err(AwsError::client("At least one container must be essential."));
    }
    containers::check(containers)?;
    let fargate = texts(request.list("requiresCompatibilities")).any(|kind| kind == "FARGATE");
    if fargate {
        check_fargate(request)?;
    }
    volumes::check_definition(request, fargate)?;
    volumes::check_ports(request)?;
    for key in ["executionRoleArn", "taskRoleArn"] {
        let role = request.text(key);
        if !role.is_empty() {
            roles::check(world, role, "ecs-tasks.amazonaws.com", || AwsError::client("Role is not valid"))?;
        }
    }
    Ok(())
}

fn check_fargate(request: &Value) -> Result<(), AwsError> {
    if request.text("networkMode") != "awsvpc" {
        return Err(AwsError::client("Fargate only supports network mode ‘awsvpc’."));
    }
    let (cpu, memory) = (request.text("cpu"), request.text("memory"));
    if cpu.is_empty() || memory.is_empty() {
        return Err(AwsError::client("Fargate requires that 'cpu' and 'memory' be defined at the task level."));
    }
    let (Ok(cpu), Ok(memory)) = (cpu.parse::<u32>(), memory.parse::<u32>()) else {
        return Err(AwsError::client("Invalid setting for container cpu or memory."));
    };
    if !is_size(cpu, memory) {
        return Err(AwsError::client(
            "No Fargate configuration exists for given values: \
             https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html",
        ));
    }
    let secrets = |container: &Value| !container.list("secrets").is_empty();
    if request.text("executionRoleArn").is_empty() && request.list("containerDefinitions").iter().any(secrets) {
        return Err(AwsError::client(
            "When you are specifying container secrets, you must also specify a value for 'executionRoleArn'.",
        ));
    }
    Ok(())
}

/// Whether Fargate has tasks with so many CPU units and MiB.
fn is_size(cpu: u32, memory: u32) -> bool {
    let steps = |from: u32, to: u32, step: u32| (from..=to).contains(&memory) && memory.is_multiple_of(step);
    match cpu {
        256 => [512, 1024, 2048].contains(&memory),
        512 => steps(1024, 4096, 1024),
        1024 => steps(2048, 8192, 1024),
        2048 => steps(4096, 16_384, 1024),
        4096 => steps(8192, 30_720, 1024),
        8192 => steps(16_384, 61_440, 4096),
        16_384 => steps(32_768, 122_880, 8192),
        32_768 => [61_440, 122_880, 249_856].contains(&memory),
        _ => false,
    }
}
