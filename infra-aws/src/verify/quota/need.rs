//! How many vCPUs the declarations need, by the quota that they count against.

use std::collections::BTreeSet;

use infra_core::blueprint::{Blueprint, CapacityPlace, ClusterBlueprint, Share, WorkloadBlueprint};
use infra_core::catalogue;
use infra_core::declaration::{AutoScalingGroup, Deploy, Provider, Size};

use super::Needs;

/// What counts against one quota.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Pool {
    Fargate,
    FargateSpot,
    Instances(Class),
    SpotInstances(Class),
}

/// The families of instance types that share a quota.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Class {
    /// A, C, D, H, I, M, R, T, Z.
    Standard,
    Dl,
    F,
    /// G and VT.
    G,
    Hpc,
    Inf,
    P,
    Trn,
    /// High memory, `u-6tb1` and the like.
    HighMemory,
    X,
}

/// How many vCPUs are needed.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Need {
    /// At rest, with as few tasks and instances as there may be.
    pub(super) least: f64,
    /// While everything is deployed, with as many.
    pub(super) most: f64,
}

impl Pool {
    /// The quota's service. Source: Service Quotas, 2026-11.
    pub(super) fn service(&self) -> &'static str {
        match self {
            Self::Fargate | Self::FargateSpot => "fargate",
            Self::Instances(_) | Self::SpotInstances(_) => "ec2",
        }
    }

    /// The quota's code. Source: Service Quotas, 2026-11.
    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::Fargate => "L-3032A538",
            Self::FargateSpot => "L-36FBB829",
            Self::Instances(class) => match class {
                Class::Standard => "L-1216C47A",
                Class::Dl => "L-6E869C2A",
                Class::F => "L-74FC7D96",
                Class::G => "L-DB2E81BA",
                Class::Hpc => "L-F7808C92",
                Class::Inf => "L-1945791B",
                Class::P => "L-417A185B",
                Class::Trn => "L-2C3B7624",
                Class::HighMemory => "L-43DA4232",
                Class::X => "L-7295265B",
            },
            Self::SpotInstances(class) => match class {
                // Of these there are no Spot instances.
                Class::Standard | Class::Hpc | Class::HighMemory => "L-34B43A08",
                Class::Dl => "L-85EED4F7",
                Class::F => "L-88CF9481",
                Class::G => "L-3819A6DF",
                Class::Inf => "L-B5D1601B",
                Class::P => "L-7212CCBC",
                Class::Trn => "L-6B0D517C",
                Class::X => "L-E3A00192",
            },
        }
    }

    /// What it is, in words.
    pub(super) fn words(&self) -> String {
        match self {
            Self::Fargate => "Fargate vCPUs".to_owned(),
            Self::FargateSpot => "Fargate Spot vCPUs".to_owned(),
            Self::Instances(class) => format!("on-demand vCPUs ({})", class.words()),
            Self::SpotInstances(class) => format!("Spot vCPUs ({})", class.words()),
        }
    }
}

impl Class {
    fn of(instance_type: &str) -> Self {
        let family: String = instance_type.chars().take_while(|letter| letter.is_ascii_alphabetic()).collect();
        match family.as_str() {
            "dl" => Self::Dl,
            "f" => Self::F,
            "g" | "gr" | "vt" => Self::G,
            "hpc" => Self::Hpc,
            "inf" => Self::Inf,
            "p" => Self::P,
            "trn" => Self::Trn,
            "u" => Self::HighMemory,
            "x" => Self::X,
            _ => Self::Standard,
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Standard => "standard families",
            Self::Dl => "DL",
            Self::F => "F",
            Self::G => "G and VT",
            Self::Hpc => "HPC",
            Self::Inf => "Inf",
            Self::P => "P",
            Self::Trn => "Trn",
            Self::HighMemory => "high memory",
            Self::X => "X",
        }
    }
}

/// What is needed of each pool that anything is needed of.
pub(super) fn processors(blueprint: &Blueprint) -> Needs {
    let mut needs = Needs::new();
    for cluster in &blueprint.clusters {
        for workload in &cluster.workloads {
            let (least, most) = tasks(workload);
            let strategy = cluster.shares_of(workload);
            for share in &strategy {
                let pool = match share.place {
                    CapacityPlace::Fargate => Pool::Fargate,
                    CapacityPlace::FargateSpot => Pool::FargateSpot,
                    CapacityPlace::Group(_) | CapacityPlace::Managed(_) => continue,
                };
                let vcpus = |tasks: u32| share_of(*share, &strategy, tasks) * f64::from(workload.cpu) / 1024.0;
                add(&mut needs, pool, Need { least: vcpus(least), most: vcpus(most) });
            }
        }
        for provider in &cluster.capacity {
            if let Provider::Ec2(group) = provider {
                instances(group, &mut needs);
            }
        }
    }
    needs
}

fn add(needs: &mut Needs, pool: Pool, need: Need) {
    let all = needs.entry(pool).or_default();
    all.least += need.least;
    all.most += need.most;
}

/// How many of so many tasks an entry of a strategy gets at the most.
fn share_of(own: Share, strategy: &[Share], tasks: u32) -> f64 {
    let weights: u32 = strategy.iter().map(|share| share.weight).sum();
    let base: u32 = strategy.iter().map(|share| share.base).sum();
    let rest = f64::from(tasks.saturating_sub(base)) * f64::from(own.weight) / f64::from(weights.max(1));
    f64::from(own.base.min(tasks)) + rest.ceil()
}

/// Of several types, the largest may be taken for each instance; the smallest counts for the least.
fn instances(group: &AutoScalingGroup, needs: &mut Needs) {
    let types = (0..group.type_count()).filter_map(|at| catalogue::find(group.type_at(at)));
    let types: Vec<(Class, f64)> = types.map(|it| (Class::of(it.name), f64::from(it.vcpus))).collect();
    let classes: BTreeSet<Class> = types.iter().map(|(class, _)| *class).collect();
    for class in classes.iter().copied() {
        let sizes = || types.iter().filter(|(of, _)| *of == class).map(|(_, vcpus)| *vcpus);
        let (small, large) = (sizes().fold(f64::INFINITY, f64::min), sizes().fold(0.0, f64::max));
        // Another class may serve in its place.
        let least = if classes.len() == 1 { small * f64::from(group.instances.min) } else { 0.0 };
        let need = |count: u32| large * f64::from(count);
        let (min, max) = (group.instances.min, group.instances.max);
        if group.spot {
            let on_demand = group.on_demand_base.min(max);
            add(needs, Pool::SpotInstances(class), Need { least: 0.0, most: need(max - on_demand) });
            if on_demand > 0 {
                let least = least.min(small * f64::from(on_demand.min(min)));
                add(needs, Pool::Instances(class), Need { least, most: need(on_demand) });
            }
        } else {
            add(needs, Pool::Instances(class), Need { least, most: need(max) });
        }
    }
}

/// The fewest tasks at rest, and the most while it is deployed.
fn tasks(workload: &WorkloadBlueprint) -> (u32, u32) {
    let Some(service) = workload.service() else { return (0, 1) };
    let (least, most) = match service.size {
        Size::Count(count) => (count, count),
        Size::Scale(scale) => (scale.tasks.min, scale.tasks.max),
    };
    let meanwhile = match service.deploy {
        Deploy::Rolling(rolling) => (most.saturating_mul(rolling.max) / 100).max(most),
        Deploy::BlueGreen(_) | Deploy::Canary(_) | Deploy::Linear(_) => most.saturating_mul(2),
    };
    (least, meanwhile)
}

/// How many tasks a cluster may have while all of it is deployed.
pub(in crate::verify) fn most_tasks(cluster: &ClusterBlueprint) -> u32 {
    cluster.workloads.iter().map(|workload| tasks(workload).1).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template::fixture::{ec2_shop, fargate_shop};

    #[test]
    fn tasks_on_fargate_count_twice_while_they_are_deployed() {
        let needs = processors(&fargate_shop());
        assert_eq!(needs.keys().collect::<Vec<_>>(), [&Pool::Fargate]);
        let need = needs[&Pool::Fargate];
        assert!(need.least > 0.0 && need.most > need.least, "{need:?}");
    }

    #[test]
    fn instances_count_against_their_families() {
        let needs = processors(&ec2_shop());
        // c5n.xlarge and c6in.xlarge have 4 vCPUs each: 1 to 10, and 0 to 4.
        assert_eq!(needs[&Pool::Instances(Class::Standard)], Need { least: 4.0, most: 56.0 });
        for (name, class) in [("g5.xlarge", Class::G), ("trn1.2xlarge", Class::Trn), ("is4gen.large", Class::Standard)]
        {
            assert_eq!(Class::of(name), class, "{name}");
        }
    }
}
