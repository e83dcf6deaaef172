//! Where a container's output goes.

use infra_core::blueprint::{LogGroup, LogRouter, LogsBlueprint};
use infra_core::declaration::LogMode;
use infra_core::rule::container::LOG_ROUTER;
use serde_json::{Map, Value, json};

use super::{Object, secret};
use crate::ecs::Known;

/// The first part of a log stream's name; the container and the task's id follow.
pub(crate) const LOG_STREAM_PREFIX: &str = "ecs";
/// The driver's present default; blocking stops the application while CloudWatch is slow.
pub(super) const NON_BLOCKING: &str = "non-blocking";
/// The memory that is set aside for the router, in MiB: what AWS recommends for it.
const ROUTER_MEMORY: u32 = 50;

/// Where the output of a workload's own containers goes; none for nowhere.
pub(super) fn configuration(logs: &LogsBlueprint, known: &Known) -> Option<Value> {
    match &logs.router {
        Some(router) => Some(to_router(router, known)),
        None => logs.group.as_ref().map(|group| to_group(group, known)),
    }
}

/// The container that takes the output of the others, if there is one.
pub(super) fn router(logs: &LogsBlueprint, known: &Known) -> Option<Value> {
    let router = logs.router.as_ref()?;
    let container = Object::new()
        .with("name", LOG_ROUTER)
        .with("image", router.image.as_str())
        .with("essential", true)
        .with("memoryReservation", ROUTER_MEMORY)
        .with("firelensConfiguration", json!({ "type": "fluentbit" }))
        .with_some("logConfiguration", logs.group.as_ref().map(|group| to_group(group, known)));
    Some(container.value())
}

fn to_group(group: &LogGroup, known: &Known) -> Value {
    let mode = match group.mode {
        LogMode::Blocking => "blocking",
        LogMode::NonBlocking => NON_BLOCKING,
    };
    json!({
        "logDriver": "awslogs",
        "options": {
            "awslogs-group": group.name,
            "awslogs-region": known.region,
            "awslogs-stream-prefix": LOG_STREAM_PREFIX,
            "mode": mode,
        },
    })
}

fn to_router(router: &LogRouter, known: &Known) -> Value {
    let options: Map<String, Value> = router.options.iter().map(|(name, value)| (name.clone(), json!(value))).collect();
    let secrets: Vec<Value> =
        router.secrets.iter().map(|(name, secret)| secret::reference(name, secret, known)).collect();
    Object::new()
        .with("logDriver", "awsfirelens")
        .with_some("options", (!options.is_empty()).then_some(options))
        .with_list("secretOptions", secrets)
        .value()
}
