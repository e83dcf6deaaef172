//! A service or task held against its cluster, in every stage.

use super::fit;
use super::problem::{Problem, named, place};
use crate::declaration::{ClusterSpec, Identity, ItemKind, WorkloadSpec};
use crate::rule::letters::one_of;
use crate::string::same;
use crate::{Text, Violation};

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
    /// Of several keys with the same check, the one whose mistakes are looked for: the compiler underlines it. Empty for
    /// all of them.
    pub key: &'a str,
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
    Shares,
    Gpus,
    Architecture,
    Family,
}

/// A workload's CPU and memory are a size that Fargate has, or fit every instance type of its cluster.
pub const fn size_fits(placed: Placed<'_>) -> Result<(), Problem> {
    in_every_stage(Aspect::Size, placed)
}

/// The shares of a workload's containers fit the size that its task has where it declares none.
pub const fn shares_fit(placed: Placed<'_>) -> Result<(), Problem> {
    in_every_stage(Aspect::Shares, placed)
}

/// Every instance type on which a workload may run has the GPUs that its containers ask for.
pub const fn gpus_fit(placed: Placed<'_>) -> Result<(), Problem> {
    in_every_stage(Aspect::Gpus, placed)
}

/// A workload's architecture is that of every instance type of its cluster.
pub const fn architecture_fits(placed: Placed<'_>) -> Result<(), Problem> {
    in_every_stage(Aspect::Architecture, placed)
}

/// What a workload asks for is there on the capacity that it runs on.
pub const fn family_fits(placed: Placed<'_>) -> Result<(), Problem> {
    in_every_stage(Aspect::Family, placed)
}

const fn in_every_stage(aspect: Aspect, placed: Placed<'_>) -> Result<(), Problem> {
    let cluster = placed.base.cluster;
    match placed.form {
        Form::Base { except } => {
            if let Err(violation) = fits(aspect, placed.key, placed.base, &cluster.base) {
                return Err(explain(violation, placed, &cluster.identity, ""));
            }
            let mut at = 0;
            while at < cluster.stages.len() {
                let here = &cluster.stages[at];
                if !one_of(here.stage, except)
                    && let Err(violation) = fits(aspect, placed.key, placed.base, &here.spec)
                {
                    return Err(explain(violation, placed, &cluster.identity, here.stage));
                }
                at += 1;
            }
            Ok(())
        }
        Form::Stage { stage, spec } => {
            let capacity = cluster.resolve(stage);
            if let Err(violation) = fits(aspect, placed.key, spec, capacity) {
                // A mistake of the base that the override does not touch has been told there.
                if let Err(told) = fits(aspect, placed.key, placed.base, &cluster.base)
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

const fn fits(aspect: Aspect, key: &str, workload: &WorkloadSpec, cluster: &ClusterSpec) -> Result<(), Violation> {
    match aspect {
        Aspect::Size => fit::size(workload, cluster),
        Aspect::Shares => fit::shares(workload, cluster),
        Aspect::Gpus => fit::gpus(workload, cluster),
        Aspect::Architecture => fit::architecture(workload, cluster),
        Aspect::Family => super::family::fits(workload, cluster, key),
    }
}

/// Adds who clashes with whom, and where.
const fn explain(violation: Violation, placed: Placed<'_>, cluster: &Identity, stage: &str) -> Problem {
    let facts = place(named(Text::new(), placed.kind.word(), placed.identity), &placed.identity.source);
    let facts = place(named(facts.push(" runs in "), "cluster", cluster), &cluster.source);
    let facts = if stage.is_empty() { facts } else { facts.push(", in stage ").quote(stage) };
    Problem::new(violation, facts)
}
