//! Where workloads run.

use super::{ClusterBlueprint, WorkloadBlueprint};
use crate::declaration::{NamedProvider, Provider, WorkloadProvider};

/// An entry of a workload's capacity provider strategy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// Which provider.
    pub place: CapacityPlace,
    /// How many tasks run there before the weights count.
    pub base: u32,
    /// The share of the tasks beyond the base.
    pub weight: u32,
}

/// A capacity provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CapacityPlace {
    /// `FARGATE`.
    Fargate,
    /// `FARGATE_SPOT`.
    FargateSpot,
    /// The Auto Scaling group at this place of the cluster's `capacity`.
    Group(usize),
    /// The Managed Instances at this place of the cluster's `capacity`.
    Managed(usize),
}

/// Of what kind a workload's capacity is. All providers of a strategy are of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CapacityFamily {
    /// Fargate.
    Fargate,
    /// Instances of Auto Scaling groups.
    Ec2,
    /// ECS Managed Instances.
    Managed,
}

impl CapacityPlace {
    /// Of what kind it is.
    #[must_use]
    pub fn family(self) -> CapacityFamily {
        match self {
            Self::Fargate | Self::FargateSpot => CapacityFamily::Fargate,
            Self::Group(_) => CapacityFamily::Ec2,
            Self::Managed(_) => CapacityFamily::Managed,
        }
    }
}

impl ClusterBlueprint {
    /// The strategy of workloads that declare none: the cluster's providers with a base or a weight.
    #[must_use]
    pub fn shares(&self) -> Vec<Share> {
        let placed = self.capacity.iter().enumerate().filter(|(_, provider)| provider.is_shared());
        placed.map(|(at, provider)| share(place(at, provider), provider.base(), provider.weight())).collect()
    }

    /// The capacity provider strategy of one of its workloads.
    #[must_use]
    pub fn shares_of(&self, workload: &WorkloadBlueprint) -> Vec<Share> {
        if workload.capacity.is_empty() { self.shares() } else { workload.capacity.clone() }
    }

    /// On what kind of capacity one of its workloads runs.
    #[must_use]
    pub fn family_of(&self, workload: &WorkloadBlueprint) -> CapacityFamily {
        let first = self.shares_of(workload).first().copied();
        first.map_or(CapacityFamily::Fargate, |share| share.place.family())
    }

    /// Whether one of its workloads runs on Fargate, rather than on instances.
    #[must_use]
    pub fn is_on_fargate(&self, workload: &WorkloadBlueprint) -> bool {
        self.family_of(workload) == CapacityFamily::Fargate
    }
}

/// A workload's own strategy; the checks across items have seen that the providers that it names are the cluster's.
pub(super) fn own(declared: &[WorkloadProvider], providers: &[Provider]) -> Vec<Share> {
    let named = |name: &str, base, weight| {
        let found = providers.iter().enumerate().find(|(_, provider)| provider.is_called(name));
        found.map(|(at, provider)| share(place(at, provider), base, weight))
    };
    let shares = declared.iter().filter_map(|declared| match declared {
        WorkloadProvider::Named(name) => named(name, 0, 1),
        WorkloadProvider::Fargate(own) => Some(share(CapacityPlace::Fargate, own.base, own.weight)),
        WorkloadProvider::FargateSpot(own) => Some(share(CapacityPlace::FargateSpot, own.base, own.weight)),
        WorkloadProvider::Provider(NamedProvider { name, base, weight }) => named(name, *base, *weight),
    });
    shares.collect()
}

fn share(place: CapacityPlace, base: u32, weight: u32) -> Share {
    Share { place, base, weight }
}

fn place(at: usize, provider: &Provider) -> CapacityPlace {
    match provider {
        Provider::Fargate(_) => CapacityPlace::Fargate,
        Provider::FargateSpot(_) => CapacityPlace::FargateSpot,
        Provider::Ec2(_) => CapacityPlace::Group(at),
        Provider::Managed(_) => CapacityPlace::Managed(at),
    }
}
