//! A service or task held against its cluster, in every stage.

use super::problem::{Problem, named, place};
use crate::catalogue::{self, InstanceArchitecture, InstanceType};
use crate::declaration::{Capacity, ClusterSpec, Identity, ItemKind, Provider, WorkloadSpec};
use crate::string::same;
use crate::{Text, Violation, rule};

/// A workload as its attribute declares it, and which of its resolved forms is looked at.
#[derive(Clone, Copy, Debug)]
pub struct Placed<'a> {
    /// A service or a task.
    pub kind: ItemKind,
    /// Who it is.
    pub identity: &'a Identity,
    /// What it is where no override speaks.
    pub base: &'a WorkloadSpec,
    /// Which form of it.
    pub form: Form<'a>,
}

/// A form of a workload.
#[derive(Clone, Copy, Debug)]
pub enum Form<'a> {
    /// The base: held against the cluster in every stage, except those for which another form is checked.
    Base {
        /// The exceptions.
        except: &'a [&'a str],
    },
    /// What `stage(stage, ..)` makes of it.
    Stage {
        /// The stage.
        stage: &'a str,
        /// The base with the stage's keys in their place.
        spec: &'a WorkloadSpec,
    },
}

/// What is held against the cluster. (Const evaluation cannot call a rule through a function pointer.)
#[derive(Clone, Copy)]
enum Aspect {
    Size,
    Architecture,
}

/// A workload's CPU and memory are a size that Fargate has, or fit every instance type of its cluster.
pub const fn size_fits(placed: Placed<'_>) -> Result<(), Problem> {
    in_every_stage(Aspect::Size, placed)
}

/// A workload's architecture is that of every instance type of its cluster.
pub const fn architecture_fits(placed: Placed<'_>) -> Result<(), Problem> {
    in_every_stage(Aspect::Architecture, placed)
}

/// A route leads to a port.
pub const fn route_needs_port(has_port: bool, has_route: bool) -> Result<(), Violation> {
    if has_port || !has_route {
        return Ok(());
    }
    Err(Violation::new(
        "route-port",
        Text::from("a `route` leads to a port, and the service has none"),
        Text::from("add `port = 8080`, the port on which the container listens"),
    ))
}

/// A health check has targets.
pub const fn health_needs_route(has_route: bool) -> Result<(), Violation> {
    if has_route {
        return Ok(());
    }
    Err(Violation::new(
        "health-route",
        Text::from("a `health` checks the targets of a route, and the service has none"),
        Text::from("add a `route`, as `route(\"/*\")`, or take the `health` out"),
    ))
}

/// All instances of a cluster have one architecture: an image that runs on some of them does not run on the others.
pub const fn one_architecture(providers: &[Provider]) -> Result<(), Violation> {
    // One type of instance agrees with itself; looking it up is what costs.
    if providers.len() < 2 {
        return Ok(());
    }
    let mut first: Option<&InstanceType> = None;
    let mut at = 0;
    while at < providers.len() {
        if let Capacity::Ec2(group) = providers[at].capacity
            && let Some(instance) = catalogue::find(group.instance_type)
            && matches!(instance.architecture, InstanceArchitecture::X86_64 | InstanceArchitecture::Arm64)
        {
            match first {
                Some(other) if is_arm(other) != is_arm(instance) => {
                    let headline =
                        built(built(Text::from("a cluster has one architecture, and "), other).push(", "), instance);
                    let help = Text::from("take instance types of one architecture, or make a second cluster");
                    return Err(Violation::new("one-architecture", headline, help));
                }
                Some(_) => {}
                None => first = Some(instance),
            }
        }
        at += 1;
    }
    Ok(())
}

const fn is_arm(instance: &InstanceType) -> bool {
    matches!(instance.architecture, InstanceArchitecture::Arm64)
}

/// Appends `` `c7g.large` is arm64 ``.
const fn built(text: Text, instance: &InstanceType) -> Text {
    text.quote(instance.name).push(if is_arm(instance) { " is arm64" } else { " is x86_64" })
}

const fn in_every_stage(aspect: Aspect, placed: Placed<'_>) -> Result<(), Problem> {
    let cluster = placed.base.cluster;
    match placed.form {
        Form::Base { except } => {
            if let Err(violation) = fits(aspect, placed.base, &cluster.base) {
                return Err(explain(violation, placed, &cluster.identity, ""));
            }
            let mut at = 0;
            while at < cluster.stages.len() {
                let here = &cluster.stages[at];
                if !contains(except, here.stage)
                    && let Err(violation) = fits(aspect, placed.base, &here.spec)
                {
                    return Err(explain(violation, placed, &cluster.identity, here.stage));
                }
                at += 1;
            }
            Ok(())
        }
        Form::Stage { stage, spec } => {
            let capacity = cluster.resolve(stage);
            if let Err(violation) = fits(aspect, spec, capacity) {
                // A mistake of the base that the override does not touch has been told there.
                if let Err(told) = fits(aspect, placed.base, &cluster.base)
                    && same(told.headline.as_str(), violation.headline.as_str())
                {
                    return Ok(());
                }
                return Err(explain(violation, placed, &cluster.identity, stage));
            }
            Ok(())
        }
    }
}

const fn fits(aspect: Aspect, workload: &WorkloadSpec, cluster: &ClusterSpec) -> Result<(), Violation> {
    match aspect {
        Aspect::Size => size(workload, cluster),
        Aspect::Architecture => architecture(workload, cluster),
    }
}

const fn size(workload: &WorkloadSpec, cluster: &ClusterSpec) -> Result<(), Violation> {
    if !possible(workload) {
        return Ok(());
    }
    let (cpu, memory) = match (workload.cpu, workload.memory) {
        // Any pair goes on an instance that holds it.
        (Some(cpu), Some(memory)) if !cluster.is_fargate() => (cpu, memory),
        (cpu, memory) => match rule::fargate::fill(cpu, memory) {
            Ok(size) => size,
            Err(_) if !cluster.is_fargate() => return Err(half_a_size(cpu)),
            Err(violation) => return Err(violation),
        },
    };
    let mut at = 0;
    while at < cluster.capacity.len() {
        if let Capacity::Ec2(group) = cluster.capacity[at].capacity
            && let Some(instance) = catalogue::find(group.instance_type)
            && let Err(violation) = rule::instance::fits(instance, cpu, memory)
        {
            return Err(violation);
        }
        at += 1;
    }
    Ok(())
}

/// Whether the numbers are those of a task anywhere; if not, that has been told of the number itself.
const fn possible(workload: &WorkloadSpec) -> bool {
    let cpu = match workload.cpu {
        Some(cpu) => rule::task::cpu(cpu).is_ok(),
        None => true,
    };
    let memory = match workload.memory {
        Some(memory) => rule::task::memory(memory).is_ok(),
        None => true,
    };
    cpu && memory
}

/// On EC2 only one of the two is given, and no size of Fargate has it.
const fn half_a_size(cpu: Option<u32>) -> Violation {
    let (given, missing) = if cpu.is_some() { ("cpu", "memory") } else { ("memory", "cpu") };
    Violation::new(
        "task-size",
        Text::from("no default for ").quote(missing).push(" goes with this ").quote(given),
        Text::from("give ").quote(missing).push(" as well"),
    )
}

const fn architecture(workload: &WorkloadSpec, cluster: &ClusterSpec) -> Result<(), Violation> {
    // Instances of one architecture agree with a workload that names none; looking them up is what costs.
    let Some(architecture) = workload.architecture else {
        return Ok(());
    };
    // What the instances disagree about is told of the cluster.
    if one_architecture(cluster.capacity).is_err() {
        return Ok(());
    }
    let mut at = 0;
    while at < cluster.capacity.len() {
        if let Capacity::Ec2(group) = cluster.capacity[at].capacity
            && let Some(instance) = catalogue::find(group.instance_type)
            && let Err(violation) = rule::instance::architecture_matches(instance, architecture)
        {
            return Err(violation);
        }
        at += 1;
    }
    Ok(())
}

/// Adds who clashes with whom, and where.
const fn explain(violation: Violation, placed: Placed<'_>, cluster: &Identity, stage: &str) -> Problem {
    let facts = place(named(Text::new(), placed.kind.word(), placed.identity), &placed.identity.source);
    let facts = place(named(facts.push(" runs in "), "cluster", cluster), &cluster.source);
    let facts = if stage.is_empty() { facts } else { facts.push(", in stage ").quote(stage) };
    Problem::new(violation, facts)
}

const fn contains(words: &[&str], word: &str) -> bool {
    let mut at = 0;
    while at < words.len() {
        if same(words[at], word) {
            return true;
        }
        at += 1;
    }
    false
}
