//! What the AWS target does for a step of a plan.

use crate::ecs::{Fields, Scaling};
use crate::stack::DesiredStack;

/// What the AWS target does for a step. What is not known before earlier steps have run (an ARN that a stack puts out)
/// is derived again from the same declarations when its turn comes.
#[derive(Clone, Debug)]
pub(crate) enum Action {
    /// Makes a stack.
    CreateStack(Box<DesiredStack>),
    /// Changes a stack.
    UpdateStack {
        /// The stack.
        stack: Box<DesiredStack>,
        /// Whether what comes after must wait until the stack has deleted what it no longer has.
        settle: bool,
    },
    /// Waits until the deployments of a cluster's services are done, then takes out of its stack, or of that of one of them,
    /// what they no longer use.
    ShrinkStack {
        /// The stack.
        stack: Box<DesiredStack>,
        /// The place of the cluster.
        cluster: usize,
        /// Whether what comes after must wait until the stack has deleted what it no longer has.
        settle: bool,
    },
    /// Deletes what a failed creation left, and makes the stack.
    RecreateStack(Box<DesiredStack>),
    /// Deletes a stack.
    DeleteStack(String),
    /// Waits until as many instances as new groups are to have at least have joined their cluster.
    WaitForInstances {
        /// The cluster, and its stack.
        cluster: String,
        /// The groups.
        groups: Vec<InstancesOf>,
    },
    /// Begins to replace the instances that were started from another launch template.
    ReplaceInstances {
        /// The cluster, and its stack.
        cluster: String,
        /// The groups.
        groups: Vec<InstancesOf>,
    },
    /// Lets the instances of Auto Scaling groups go that are protected from scaling in.
    ReleaseInstances {
        /// The names of the groups in AWS.
        groups: Vec<String>,
    },
    /// Pushes an image into its repository.
    PushImage {
        /// Its repository.
        repository: String,
        /// Its digest; none while it is not built.
        digest: Option<String>,
    },
    /// Takes the mark off an image that nobody needed any more.
    ReviveImage {
        /// Its repository.
        repository: String,
        /// Its digest.
        digest: String,
        /// The tag that marks it.
        tag: String,
    },
    /// Registers a revision of the workload's task definition.
    RegisterTaskDefinition {
        /// The workload.
        workload: WorkloadAt,
        /// The ARN of its newest revision so far.
        before: Option<String>,
    },
    /// Deregisters revisions that nobody goes back to.
    RetireTaskDefinitions(Vec<String>),
    /// Deregisters and deletes all revisions of a family.
    DeleteTaskDefinitions {
        /// The family.
        family: String,
    },
    /// Runs a task to its success before a service is updated.
    RunBefore {
        /// The task.
        task: WorkloadAt,
        /// The ARN of the revision that it is to run; of one that the plan registers, none.
        revision: Option<String>,
        /// The services that wait for it, each with the revision that it is to run.
        services: Vec<(WorkloadAt, Option<String>)>,
    },
    /// Makes a service.
    CreateService {
        /// The service.
        workload: WorkloadAt,
        /// The ARN of the task definition that it is to run; without one, the revision that the plan registers.
        revision: Option<String>,
    },
    /// Changes a service.
    UpdateService {
        /// The service.
        workload: WorkloadAt,
        /// The ARN of the task definition that it is to run; without one, the revision that the plan registers.
        revision: Option<String>,
        /// What differs, by the names of its fields; none while that is not known.
        changed: Option<Vec<String>>,
        /// Whether ECS makes a new deployment of it.
        deploys: bool,
        /// Whether it must be told to, since nothing changes on which it acts by itself.
        force: bool,
    },
    /// Deletes a service with its tasks, and waits until they are gone.
    DeleteService {
        /// The cluster.
        cluster: String,
        /// The service.
        service: String,
    },
    /// Stops the tasks of a family that no service started.
    StopTasks {
        /// The cluster.
        cluster: String,
        /// The family.
        family: String,
    },
    /// Sets a service's scaling.
    Scale {
        /// The service.
        workload: WorkloadAt,
        /// What it had.
        before: Option<Box<Scaling>>,
    },
    /// Ends a service's scaling.
    Unscale {
        /// The service, as `service/cluster/name`.
        resource: String,
        /// What it had.
        before: Box<Scaling>,
        /// Whether the service itself stays.
        stays: bool,
    },
}

/// The instances of an Auto Scaling group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct InstancesOf {
    /// By what workloads call its capacity provider.
    pub(crate) called: String,
    /// The output of the cluster's stack that tells the name of the provider.
    pub(crate) output: String,
    /// How many.
    pub(crate) count: u32,
}

/// A workload by its places in the blueprint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct WorkloadAt {
    /// The place of its cluster.
    pub(crate) cluster: usize,
    /// Its place in the cluster.
    pub(crate) workload: usize,
}

/// The names of the fields that differ.
pub(crate) fn changed(before: &Fields, after: &Fields) -> Vec<String> {
    infra_core::plan::differences(before, after).into_iter().map(|detail| detail.what).collect()
}
