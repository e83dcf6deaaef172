//! A new task.

use std::time::Duration;

use serde_json::{Value, json};

use super::super::task::{Check, Container, Dependency};
use super::super::{Task, scheduler::Place, volumes};
use super::life;
use crate::script::Behaviour;
use crate::text::{Request, texts};
use crate::world::World;

/// Where a task comes from.
pub(in crate::ecs) struct Origin<'a> {
    /// The cluster's name.
    pub(in crate::ecs) cluster: &'a str,
    /// The task definition.
    pub(in crate::ecs) definition: &'a Value,
    /// As `service:web`.
    pub(in crate::ecs) group: String,
    pub(in crate::ecs) started_by: String,
    /// The ARN of the service.
    pub(in crate::ecs) service: Option<String>,
    /// As requests have it.
    pub(in crate::ecs) network: &'a Value,
    pub(in crate::ecs) place: Place,
    pub(in crate::ecs) overrides: Value,
    pub(in crate::ecs) tags: Vec<Value>,
    pub(in crate::ecs) token: String,
    /// Whether sessions can be opened in its containers.
    pub(in crate::ecs) executes: bool,
}

/// Makes a task, and lets its life begin; its ARN.
pub(in crate::ecs) fn make(world: &mut World, origin: Origin<'_>) -> String {
    let id = world.random.hex(32);
    let arn = world.arn("ecs", &format!("task/{}/{id}", origin.cluster));
    let network = &origin.network["awsvpcConfiguration"];
    let subnets: Vec<&str> = texts(network.list("subnets")).collect();
    let count = world.ecs.tasks.len();
    let subnet = subnets.get(count % subnets.len().max(1)).copied().unwrap_or_default().to_owned();
    let definitions = origin.definition.list("containerDefinitions");
    let behaviours = world.scripts.behaviours(definitions);
    let of_task = behaviours
        .iter()
        .zip(definitions)
        .find(|(behaviour, _)| **behaviour != Behaviour::Healthy && !behaviour.is_of_container());
    let (behaviour, culprit) = of_task
        .map(|(behaviour, definition)| (behaviour.clone(), definition.text("name").to_owned()))
        .unwrap_or_default();
    let address = format!("10.{}.{}.{}", number(world, 64), number(world, 250), number(world, 250));
    for file_system in volumes::unreachable(world, origin.definition) {
        world.violations.push(format!("a task was started that mounts {file_system}, which has no mount target"));
    }
    let task = Task {
        id,
        cluster: origin.cluster.to_owned(),
        definition: origin.definition.text("taskDefinitionArn").to_owned(),
        group: origin.group,
        started_by: origin.started_by,
        service: origin.service,
        desired: "RUNNING".to_owned(),
        status: "PROVISIONING".to_owned(),
        health: "UNKNOWN".to_owned(),
        containers: definitions
            .iter()
            .zip(behaviours)
            .map(|(definition, behaviour)| container(definition, definitions, behaviour))
            .collect(),
        targets: Vec::new(),
        names: Vec::new(),
        address,
        subnet,
        security_groups: texts(network.list("securityGroups")).map(str::to_owned).collect(),
        instance: origin.place.instance,
        launch_type: origin.place.launch_type,
        capacity_provider: origin.place.capacity_provider,
        stop_code: String::new(),
        stopped_reason: String::new(),
        created_at: world.now,
        pulled_at: None,
        started_at: None,
        stopping_at: None,
        stopped_at: None,
        behaviour,
        culprit,
        overrides: origin.overrides,
        tags: origin.tags,
        version: 1,
        token: origin.token,
        executes: origin.executes,
        ready: false,
        arn: arn.clone(),
    };
    world.ecs.tasks.insert(arn.clone(), task);
    let begun = arn.clone();
    world.after(Duration::from_secs(3), move |world| life::pending(world, &begun));
    arn
}

fn number(world: &mut World, below: u32) -> u32 {
    world.random.number(below) + 1
}

/// How long a container runs whose end others wait for, where nothing else is scripted.
const ERRAND: Duration = Duration::from_secs(2);

fn container(definition: &Value, all: &[Value], behaviour: Behaviour) -> Container {
    let name = definition.text("name");
    let waits_for_end = |dependency: &Value| {
        dependency.text("containerName") == name && ["COMPLETE", "SUCCESS"].contains(&dependency.text("condition"))
    };
    let has_end = all.iter().any(|other| other.list("dependsOn").iter().any(waits_for_end));
    let behaviour = match behaviour {
        Behaviour::Healthy if has_end => Behaviour::Exit { after: ERRAND, code: 0, lines: Vec::new() },
        scripted => scripted,
    };
    let dependency = |dependency: &Value| Dependency {
        container: dependency.text("containerName").to_owned(),
        condition: dependency.text("condition").to_owned(),
    };
    Container {
        name: name.to_owned(),
        image: definition.text("image").to_owned(),
        essential: definition.get("essential") != Some(&json!(false)),
        status: "PENDING".to_owned(),
        exit_code: None,
        reason: String::new(),
        health: "UNKNOWN".to_owned(),
        check: check(&definition["healthCheck"]),
        after: definition.list("dependsOn").iter().map(dependency).collect(),
        start_timeout: seconds(definition, "startTimeout"),
        started_at: None,
        behaviour,
    }
}

fn check(definition: &Value) -> Option<Check> {
    let interval = seconds(definition, "interval")?;
    let retries = definition.number("retries").and_then(|retries| u32::try_from(retries).ok()).unwrap_or_default();
    let grace = seconds(definition, "startPeriod").unwrap_or_default();
    Some(Check { passes: interval, fails: grace + interval * retries })
}

fn seconds(value: &Value, key: &str) -> Option<Duration> {
    let seconds = value.number(key).and_then(|seconds| u64::try_from(seconds).ok());
    seconds.map(Duration::from_secs)
}
