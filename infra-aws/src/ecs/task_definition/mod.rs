//! A task definition as a value: the document that `RegisterTaskDefinition` takes.

mod container;
mod fingerprint;
mod log;
mod normal;
mod object;
mod port;
mod process;
mod secret;
mod told;
mod volume;

use infra_core::blueprint::{CapacityFamily, ClusterBlueprint, Schedule, TaskBlueprint, WorkloadBlueprint};
use infra_core::declaration::{Architecture, OperatingSystem};
use infra_core::plan::Detail;
use serde_json::{Value, json};

use super::{Fields, Known, Start, set};
use crate::patch::{self, Root};
use crate::template::output;
pub(crate) use fingerprint::{TAG_FINGERPRINT, TAG_NAMED, revision};
pub(crate) use log::LOG_STREAM_PREFIX;
pub(crate) use object::Object;

/// A task definition.
#[derive(Clone, Debug)]
pub(crate) struct TaskDefinition {
    /// As `RegisterTaskDefinition` takes it, or as `DescribeTaskDefinition` answers it.
    pub(crate) document: Value,
    /// The same in the one form that all who mean the same have.
    normal: Value,
    /// The name of the main container, whose fields a plan names without it.
    main: String,
    /// The names of the fields that patches changed.
    patched: Vec<String>,
}

impl TaskDefinition {
    /// What a workload declares; none while the roles of its stack are not known yet.
    pub(crate) fn declared(cluster: &ClusterBlueprint, workload: &WorkloadBlueprint, known: &Known) -> Option<Self> {
        let made = Self::of(made(cluster, workload, known)?, workload.identity.name);
        if workload.patches.is_empty() {
            return Some(made);
        }
        let mut document = made.document.clone();
        // A patch that finds no place was refused before anything was planned.
        patch::apply(&mut document, Root::TaskDefinition, &workload.patches).ok()?;
        let whole = Self::of(document, workload.identity.name);
        let patched = whole.differences(&made).into_iter().map(|detail| detail.what).collect();
        Some(Self { patched, ..whole })
    }

    /// Says in words what is wrong with a workload's patches of it.
    pub(crate) fn check_patches(
        cluster: &ClusterBlueprint,
        workload: &WorkloadBlueprint,
        known: &Known,
    ) -> Result<(), String> {
        let mut document = made(cluster, workload, known).unwrap_or_default();
        patch::apply(&mut document, Root::TaskDefinition, &workload.patches)
    }

    /// What a revision in AWS is, of the item that its tags name.
    pub(crate) fn existing(document: Value, item: &str) -> Self {
        Self::of(document, item)
    }

    fn of(document: Value, item: &str) -> Self {
        let normal = normal::of(&document);
        let main = normal::main_container(&document, item);
        Self { document, normal, main, patched: Vec::new() }
    }

    /// The family.
    pub(crate) fn family(&self) -> &str {
        self.document.get("family").and_then(Value::as_str).unwrap_or_default()
    }

    /// The image of a container.
    pub(crate) fn image_of(&self, container: &str) -> Option<&str> {
        let containers = self.document.get("containerDefinitions").and_then(Value::as_array);
        let found = containers.into_iter().flatten().find(|each| each["name"] == container)?;
        found.get("image").and_then(Value::as_str)
    }

    /// Whether a revision of the one would be as one of the other.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        self.normal == other.normal
    }

    /// What differs when `self` becomes of `before`, by the names that a plan shows.
    pub(crate) fn differences(&self, before: &Self) -> Vec<Detail> {
        let mut details = told::differences((&before.normal, &before.main), (&self.normal, &self.main));
        for detail in &mut details {
            if self.patched.contains(&detail.what) {
                detail.what.push_str(" (patch)");
            }
        }
        details
    }

    /// The fields that tell what it is for, when it is new.
    pub(crate) fn summary(workload: &WorkloadBlueprint) -> Fields {
        let mut fields = Fields::new();
        set(&mut fields, "image", &workload.container.image);
        set(&mut fields, "size", format!("{} CPU units, {} MiB", workload.cpu, workload.memory));
        for sidecar in &workload.sidecars {
            set(&mut fields, format!("container {}", sidecar.name), &sidecar.image);
        }
        if let Some(task) = workload.task() {
            for (number, schedule) in (1..).zip(&task.schedules) {
                let name = if number == 1 { "schedule".to_owned() } else { format!("schedule {number}") };
                set(&mut fields, name, Self::schedule(task, schedule));
            }
        }
        for run in container::told_runs(workload) {
            set(&mut fields, format!("env {}", run.variable), format!("how to run `{}`", run.task.identity.name));
        }
        for patch in Root::TaskDefinition.patches(&workload.patches) {
            set(&mut fields, format!("patch {}", patch.pointer), patch.value);
        }
        fields
    }

    /// The tasks that a service may run of which a stack is not known yet, each with its variable.
    pub(crate) fn unknown_runs(workload: &WorkloadBlueprint, known: &Known) -> Vec<(String, &'static str)> {
        let runs = container::told_runs(workload);
        let unknown = runs.filter(|run| Start::declared(&run.cluster, &run.task, known).is_none());
        unknown.map(|run| (run.variable.clone(), run.task.identity.name)).collect()
    }

    /// A schedule in one line.
    pub(crate) fn schedule(task: &TaskBlueprint, schedule: &Schedule) -> String {
        let paused = if task.paused { ", paused" } else { "" };
        format!("{} {}{paused}", schedule.expression, schedule.timezone.unwrap_or("UTC"))
    }
}

/// The document of a workload before its patches.
fn made(cluster: &ClusterBlueprint, workload: &WorkloadBlueprint, known: &Known) -> Option<Value> {
    let stack = &workload.identity.physical;
    let architecture = match workload.architecture {
        Architecture::X86_64 => "X86_64",
        Architecture::Arm64 => "ARM64",
    };
    let document = Object::new()
        .with("family", stack.as_str())
        .with("networkMode", workload.runtime.network_mode.word())
        .with("requiresCompatibilities", json!([compatibility(cluster.family_of(workload))]))
        .with("cpu", workload.cpu.to_string())
        .with("memory", workload.memory.to_string())
        .with(
            "runtimePlatform",
            json!({ "operatingSystemFamily": system(workload.runtime.os), "cpuArchitecture": architecture }),
        )
        .with("taskRoleArn", known.output(stack, output::TASK_ROLE_ARN)?)
        .with("executionRoleArn", known.output(stack, output::EXECUTION_ROLE_ARN)?)
        .with("containerDefinitions", container::containers(cluster, workload, known)?)
        .with_list("volumes", volume::volumes(workload, known)?)
        .with_some("ephemeralStorage", workload.runtime.storage_gib.map(|gib| json!({ "sizeInGiB": gib })));
    Some(document.value())
}

/// What ECS calls the kind of capacity that a revision is for.
fn compatibility(family: CapacityFamily) -> &'static str {
    match family {
        CapacityFamily::Fargate => "FARGATE",
        CapacityFamily::Ec2 => "EC2",
        CapacityFamily::Managed => "MANAGED_INSTANCES",
    }
}

/// `OperatingSystemFamily` of a declared system.
fn system(os: OperatingSystem) -> &'static str {
    match os {
        OperatingSystem::Linux => "LINUX",
        OperatingSystem::Windows2019Full => "WINDOWS_SERVER_2019_FULL",
        OperatingSystem::Windows2019Core => "WINDOWS_SERVER_2019_CORE",
        OperatingSystem::Windows2022Full => "WINDOWS_SERVER_2022_FULL",
        OperatingSystem::Windows2022Core => "WINDOWS_SERVER_2022_CORE",
        OperatingSystem::Windows2025Full => "WINDOWS_SERVER_2025_FULL",
        OperatingSystem::Windows2025Core => "WINDOWS_SERVER_2025_CORE",
    }
}
