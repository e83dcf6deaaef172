//! The containers of a task.

use std::collections::BTreeMap;

use infra_core::blueprint::{ClusterBlueprint, ContainerBlueprint, Runnable, WorkloadBlueprint};
use infra_core::declaration::{Condition, ContainerCheck, Restart};
use serde_json::{Value, json};

use super::{Object, log, port, process, secret, volume};
use crate::ecs::{Known, Start};

/// All containers, the main one first and a log router last; none while an output is not known that one of them has in its
/// environment.
pub(super) fn containers(
    cluster: &ClusterBlueprint,
    workload: &WorkloadBlueprint,
    known: &Known,
) -> Option<Vec<Value>> {
    let logs = log::configuration(&workload.logs, known);
    let mode = workload.runtime.network_mode;
    let own = workload.containers().enumerate().map(|(place, declared)| {
        let ports = declared.ports.iter().map(|port| port::mapping(port, mode)).collect();
        let mut variables = environment(cluster, declared, known)?;
        if place == 0 {
            variables.extend(runs(workload, known)?);
        }
        let cpu = if place == 0 { rest_of_cpu(workload) } else { declared.cpu };
        Some(container(declared, cpu, named(variables), ports, logs.clone(), known))
    });
    own.chain(log::router(&workload.logs, known).into_iter().map(Some)).collect()
}

/// The CPU units of the main container: what those that declare some leave of the task's; none where none does, or nothing is
/// left. Containers share by these numbers when the task is busy, and one without a number counts as 2: beside one with 64 it
/// would get next to nothing.
fn rest_of_cpu(workload: &WorkloadBlueprint) -> Option<u32> {
    let declared = workload.sidecars.iter().filter_map(|sidecar| sidecar.cpu).reduce(u32::saturating_add)?;
    workload.cpu.checked_sub(declared).filter(|rest| *rest > 0)
}

/// Every variable that is declared; none while an output is not known.
fn environment(
    cluster: &ClusterBlueprint,
    declared: &ContainerBlueprint,
    known: &Known,
) -> Option<BTreeMap<String, String>> {
    let stack = &cluster.identity.physical;
    let plain = declared.environment.iter().map(|(name, value)| Some((name.clone(), value.clone())));
    let outputs = declared.outputs.iter();
    let outputs = outputs.map(|(name, output)| Some((name.clone(), known.output(stack, output)?.to_owned())));
    plain.chain(outputs).collect()
}

/// How to run the tasks that a service may run, by variable; none while the stack of one is not known. What it declares
/// under the same name, where it waives the rule, stays.
fn runs(workload: &WorkloadBlueprint, known: &Known) -> Option<Vec<(String, String)>> {
    let runs = told_runs(workload);
    runs.map(|run| Some((run.variable.clone(), Start::declared(&run.cluster, &run.task, known)?.request().to_string())))
        .collect()
}

/// The tasks that a service may run and of which a variable tells it.
pub(super) fn told_runs(workload: &WorkloadBlueprint) -> impl Iterator<Item = &Runnable> {
    let main = &workload.container;
    let runs = workload.service().into_iter().flat_map(|service| &service.runs);
    runs.filter(|run| {
        let is = |name: &String| *name == run.variable;
        !main.environment.iter().any(|(name, _)| is(name))
            && !main.outputs.iter().any(|(name, _)| is(name))
            && !main.secrets.iter().any(|(name, _)| is(name))
    })
}

/// Variables as task definitions have them.
fn named(variables: BTreeMap<String, String>) -> Vec<Value> {
    variables.into_iter().map(|(name, value)| json!({ "name": name, "value": value })).collect()
}

fn container(
    declared: &ContainerBlueprint,
    cpu: Option<u32>,
    environment: Vec<Value>,
    ports: Vec<Value>,
    logs: Option<Value>,
    known: &Known,
) -> Value {
    let secrets = declared.secrets.iter().map(|(name, secret)| secret::reference(name, secret, known));
    let object = Object::new()
        .with("name", declared.name.as_str())
        .with("image", declared.image.as_str())
        .with("essential", declared.essential)
        .with_list("command", declared.command.clone())
        .with("environment", environment)
        .with("secrets", secrets.collect::<Vec<_>>())
        .with("portMappings", ports)
        .with_list("mountPoints", declared.mounts.iter().map(volume::mount).collect())
        .with_list("dependsOn", declared.after.iter().map(dependency).collect())
        .with_some("cpu", cpu)
        .with_some("memory", declared.memory)
        .with_some("memoryReservation", declared.memory_reservation)
        .with_list("resourceRequirements", declared.gpu.into_iter().map(gpus).collect())
        .with_flag("privileged", declared.privileged)
        .with_some("healthCheck", declared.check.as_ref().map(check))
        .with_some("restartPolicy", declared.restart.as_ref().map(restart))
        .with_some("logConfiguration", logs);
    process::add(object, &declared.process).value()
}

fn dependency((name, condition): &(String, Condition)) -> Value {
    let condition = match condition {
        Condition::Start => "START",
        Condition::Healthy => "HEALTHY",
        Condition::Complete => "COMPLETE",
        Condition::Success => "SUCCESS",
    };
    json!({ "containerName": name, "condition": condition })
}

fn gpus(count: u32) -> Value {
    json!({ "type": "GPU", "value": count.to_string() })
}

/// `CMD` is followed by the words of a program, `CMD-SHELL` by one line for the shell.
fn check(check: &ContainerCheck) -> Value {
    let command: Vec<&str> = match check.command.split_once(' ') {
        Some((shell @ "CMD-SHELL", line)) => vec![shell, line.trim()],
        _ => check.command.split_ascii_whitespace().collect(),
    };
    json!({
        "command": command,
        "interval": check.interval_seconds,
        "timeout": check.timeout_seconds,
        "retries": check.retries,
        "startPeriod": check.start_seconds,
    })
}

fn restart(restart: &Restart) -> Value {
    Object::new()
        .with("enabled", true)
        .with("restartAttemptPeriod", restart.after_seconds)
        .with_list("ignoredExitCodes", restart.except.to_vec())
        .value()
}

#[cfg(test)]
mod tests {
    use infra_core::blueprint::Blueprint;
    use infra_macros::{app, cluster, task};

    use super::*;

    /// The CPU units of the containers of a task of 256 with these sidecars.
    macro_rules! units {
        ($($sidecars:tt)*) => {{
            #[cluster]
            struct Shop;

            #[task(cluster = Shop, image = "web:1", cpu = 256, memory = 512, $($sidecars)*)]
            struct Web;

            let shop = Blueprint::resolve(&app!("shop": Shop, Web), "prod").unwrap();
            let (cluster, workload) = shop.workloads().next().unwrap();
            let containers = containers(cluster, workload, &Known::default()).unwrap();
            containers.iter().map(|container| container.get("cpu").and_then(Value::as_u64)).collect::<Vec<_>>()
        }};
    }

    #[test]
    fn the_main_container_gets_the_cpu_that_the_others_leave() {
        assert_eq!(units!(container("a", image = "a:1")), [None, None]);
        assert_eq!(units!(container("a", image = "a:1", cpu = 64)), [Some(192), Some(64)]);
        assert_eq!(
            units!(
                container("a", image = "a:1", cpu = 64),
                container("b", image = "b:1"),
                container("c", image = "c:1", cpu = 32)
            ),
            [Some(160), Some(64), None, Some(32)]
        );
        assert_eq!(units!(container("a", image = "a:1", cpu = 256)), [None, Some(256)]);
    }
}
