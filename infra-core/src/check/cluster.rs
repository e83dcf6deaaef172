//! What must hold between the keys of a cluster.

use super::attempt::{Names, Numbers, attempt};
use crate::catalogue::{self, InstanceArchitecture, InstanceType};
use crate::declaration::{ClusterSpec, ExistingNetwork, Nat, Network, Provider};
use crate::rule::capacity::strategy as rules;
use crate::rule::{balancer, network, tag, waive};
use crate::{Text, Violation};

/// The most providers of a strategy.
const MOST: usize = 20;

/// The capacity is a strategy: 1 to 20 providers of one family, none twice, one base, some weight.
pub const fn strategy(cluster: &ClusterSpec) -> Result<(), Violation> {
    let providers = cluster.capacity;
    attempt!(rules::count(providers.len() as u64));
    let (mut names, mut bases, mut weights) = (Names::<MOST>::new(), Numbers::<MOST>::new(), Numbers::<MOST>::new());
    let (mut fargate, mut other) = ("", "");
    let mut at = 0;
    while at < providers.len() {
        let provider = &providers[at];
        names.push(name(provider));
        bases.push(provider.base() as u64);
        weights.push(provider.weight() as u64);
        // What only those use that name it is in no strategy with the others.
        if !provider.is_shared() {
        } else if provider.is_fargate() {
            fargate = name(provider);
        } else {
            other = name(provider);
        }
        at += 1;
    }
    attempt!(
        rules::one_family(fargate, other),
        rules::once(names.as_slice()),
        rules::apart(names.as_slice()),
        rules::one_base(names.as_slice(), bases.as_slice()),
        rules::some_weight(weights.as_slice()),
    );
    Ok(())
}

/// What a provider is called, in AWS or for messages.
const fn name(provider: &Provider) -> &'static str {
    match provider {
        Provider::Fargate(_) => "fargate",
        Provider::FargateSpot(_) => "fargate_spot",
        Provider::Ec2(group) => match group.name {
            Some(name) => name,
            None if group.type_count() > 0 => group.type_at(0),
            None => "ec2",
        },
        Provider::Managed(managed) => match managed.name {
            Some(name) => name,
            None => "managed",
        },
    }
}

/// Where every task may run on spot capacity, some have a base elsewhere.
pub const fn spot_has_base(cluster: &ClusterSpec) -> Result<(), Violation> {
    let (mut all_spot, mut base) = (!cluster.capacity.is_empty(), 0);
    let mut at = 0;
    while at < cluster.capacity.len() {
        let provider = &cluster.capacity[at];
        let spot = match provider {
            Provider::FargateSpot(_) => true,
            Provider::Ec2(group) => group.spot && group.on_demand_base == 0,
            Provider::Managed(managed) => managed.spot,
            Provider::Fargate(_) => false,
        };
        // What has neither base nor weight runs nothing.
        if !spot && provider.base() > 0 {
            base += provider.base();
        }
        if !spot && (provider.weight() > 0 || provider.base() > 0) {
            all_spot = false;
        }
        at += 1;
    }
    rules::spot_base(all_spot, base as u64)
}

/// A rule is switched off once.
pub const fn waivers(cluster: &ClusterSpec) -> Result<(), Violation> {
    let mut rules = Names::<64>::new();
    let mut at = 0;
    while at < cluster.waivers.len() {
        rules.push(cluster.waivers[at].rule);
        at += 1;
    }
    waive::rules(rules.as_slice())
}

/// Instances that share no hardware find a place in each zone.
pub const fn spread(cluster: &ClusterSpec) -> Result<(), Violation> {
    let Network::New(network) = &cluster.network else {
        return Ok(());
    };
    let mut at = 0;
    while at < cluster.capacity.len() {
        if let Provider::Ec2(group) = &cluster.capacity[at]
            && let Some(placement) = &group.placement
        {
            let most = group.instances.max as u64;
            attempt!(crate::rule::capacity::group::spread_instances(placement.word(), most, network.zones as u64));
        }
        at += 1;
    }
    Ok(())
}

/// At most as many tags as AWS takes beside those of this library.
pub const fn tags(cluster: &ClusterSpec) -> Result<(), Violation> {
    tag::count(cluster.tags.len())
}

/// The load balancer has subnets of the network that exists.
pub const fn balancer_subnets(cluster: &ClusterSpec) -> Result<(), Violation> {
    match (&cluster.load_balancer, &cluster.network) {
        (Some(declared), Network::Existing(network)) => {
            balancer::subnets(network.public.len() as u64, network.private.len() as u64, declared.internal)
        }
        _ => Ok(()),
    }
}

/// The network load balancer has a subnet of the network that exists.
pub const fn network_balancer_subnets(cluster: &ClusterSpec) -> Result<(), Violation> {
    match (&cluster.network_balancer, &cluster.network) {
        (Some(declared), Network::Existing(network)) => {
            balancer::network_subnets(network.public.len() as u64, declared.internal)
        }
        _ => Ok(()),
    }
}

/// A domain leads to one load balancer.
pub const fn domains(cluster: &ClusterSpec) -> Result<(), Violation> {
    let application = match &cluster.load_balancer {
        Some(balancer) => balancer.domain,
        None => None,
    };
    let network = match &cluster.network_balancer {
        Some(balancer) => balancer.domain,
        None => None,
    };
    balancer::domain::apart(application, network)
}

/// Whether a network has private subnets, or public ones.
pub(crate) const fn has_subnets(cluster: &ClusterSpec, private: bool) -> bool {
    match &cluster.network {
        Network::New(network) => !private || !matches!(network.nat, Nat::None),
        Network::Existing(network) if private => !network.private.is_empty(),
        Network::Existing(network) => !network.public.is_empty(),
        Network::Default => !private,
    }
}

/// The subnets of a network that exists.
pub const fn subnets(existing: &ExistingNetwork) -> Result<(), Violation> {
    network::existing(existing.public, existing.private)
}

/// All instances of a strategy have one architecture: an image that runs on some of them does not run on the others.
/// Those of a group that only those use that name it have one among themselves.
pub const fn one_architecture(cluster: &ClusterSpec) -> Result<(), Violation> {
    let providers = cluster.capacity;
    // One type of instance agrees with itself; looking it up is what costs.
    if providers.len() == 1
        && let Provider::Ec2(group) = &providers[0]
        && group.type_count() < 2
    {
        return Ok(());
    }
    let mut shared = SameArchitecture::new();
    let mut at = 0;
    while at < providers.len() {
        if let Provider::Ec2(group) = &providers[at] {
            let mut own = SameArchitecture::new();
            let mut number = 0;
            while number < group.type_count() {
                if providers[at].is_shared() {
                    attempt!(shared.with(group.type_at(number)));
                } else {
                    attempt!(own.with(group.type_at(number)));
                }
                number += 1;
            }
        }
        at += 1;
    }
    Ok(())
}

/// Instance types while they have one architecture.
pub(super) struct SameArchitecture {
    first: Option<&'static InstanceType>,
}

impl SameArchitecture {
    pub(super) const fn new() -> Self {
        Self { first: None }
    }

    /// Another type.
    pub(super) const fn with(&mut self, instance_type: &str) -> Result<(), Violation> {
        if let Some(instance) = catalogue::find(instance_type)
            && matches!(instance.architecture, InstanceArchitecture::X86_64 | InstanceArchitecture::Arm64)
        {
            match self.first {
                Some(other) if is_arm(other) != is_arm(instance) => return Err(two(other, instance)),
                Some(_) => {}
                None => self.first = Some(instance),
            }
        }
        Ok(())
    }
}

const fn two(first: &InstanceType, second: &InstanceType) -> Violation {
    let headline = built(built(Text::from("a strategy has one architecture, and "), first).push(", "), second);
    let help = "take instance types of one architecture, or give a group `weight = 0` and services its `name`";
    Violation::new("one-architecture", headline, Text::from(help))
}

const fn is_arm(instance: &InstanceType) -> bool {
    matches!(instance.architecture, InstanceArchitecture::Arm64)
}

/// Appends `` `c7g.large` is arm64 ``.
const fn built(text: Text, instance: &InstanceType) -> Text {
    text.quote(instance.name).push(if is_arm(instance) { " is arm64" } else { " is x86_64" })
}
