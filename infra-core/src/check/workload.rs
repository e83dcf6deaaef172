//! What must hold between the keys of a service or task, its containers, volumes and ports.

use super::attempt::{Names, Numbers, attempt, unless_waived};
use super::cluster::has_subnets;
use crate::declaration::{Condition, Logs, NetworkMode, Port, Subnets, VolumeSource, WorkloadProvider, WorkloadSpec};
use crate::rule::capacity::strategy as strategies;
use crate::rule::container::{self, port};
use crate::rule::egress;
use crate::rule::iam;
use crate::rule::letters::one_of;
use crate::rule::network;
use crate::rule::platform;
use crate::rule::security_group;
use crate::rule::volume;
use crate::rule::waive;
use crate::string::same;
use crate::{Text, Violation};

/// The most containers of a task.
const CONTAINERS: usize = 10;
/// As many ports and volumes as are looked at; beyond it nothing is found, and AWS decides.
const MANY: usize = 64;

/// What messages call the main container.
const MAIN: &str = "the main container";

/// At most 10 containers, each with a name of its own.
pub const fn container_names(workload: &WorkloadSpec) -> Result<(), Violation> {
    let routed = matches!(workload.logs, Logs::Firelens(_));
    let count = workload.sidecars.len() as u64 + if routed { 2 } else { 1 };
    unless_waived!(workload.waivers; container::count(count));
    let mut names = Names::<CONTAINERS>::new();
    if routed {
        names.push(container::LOG_ROUTER);
    }
    let mut at = 0;
    while at < workload.sidecars.len() {
        names.push(workload.sidecars[at].name);
        at += 1;
    }
    container::names(names.as_slice())
}

/// What a sidecar waits for is a sidecar, can come about, and does not wait for the first in turn.
pub const fn order(workload: &WorkloadSpec) -> Result<(), Violation> {
    const RULE: &str = "after-container";
    let sidecars = workload.sidecars;
    // What is beyond the most has been told by the rule that counts.
    if sidecars.len() > CONTAINERS {
        return Ok(());
    }
    let mut waits = [[false; CONTAINERS]; CONTAINERS + 1];
    let mut at = 0;
    // The main container comes last.
    while at <= sidecars.len() {
        let (waiting, after): (&str, &[(&str, Condition)]) =
            if at < sidecars.len() { (sidecars[at].name, sidecars[at].after) } else { (MAIN, workload.after) };
        let mut wait = 0;
        while wait < after.len() {
            let (name, condition) = &after[wait];
            let mut other = 0;
            while other < sidecars.len() && !same(sidecars[other].name, name) {
                other += 1;
            }
            if other == sidecars.len() {
                let headline = Text::new().quote(waiting).push(" waits for ").quote(name);
                let headline = headline.push(", which is no container beside it");
                let help = "name another `container(..)`; the main container starts when all of them are where they \
                            must be";
                return Err(Violation::new(RULE, headline, Text::from(help)));
            }
            if other == at {
                let headline = Text::new().quote(name).push(" waits for itself");
                return Err(Violation::new(RULE, headline, Text::from("take it out of its `after`")));
            }
            let target = &sidecars[other];
            attempt!(container::order::possible(
                waiting,
                name,
                condition.word(),
                target.container.check.is_some(),
                target.essential
            ));
            waits[at][other] = true;
            wait += 1;
        }
        at += 1;
    }
    match circle(&waits, sidecars.len()) {
        Some((first, second)) => {
            let headline = Text::new().quote(sidecars[first].name).push(" and ").quote(sidecars[second].name);
            let headline = headline.push(" wait for each other");
            Err(Violation::new("after-cycle", headline, Text::from("take one `after` out: neither would ever start")))
        }
        None => Ok(()),
    }
}

/// Two that wait for each other, directly or through others.
const fn circle(waits: &[[bool; CONTAINERS]; CONTAINERS + 1], count: usize) -> Option<(usize, usize)> {
    let mut reach = *waits;
    let mut middle = 0;
    while middle < count {
        let mut from = 0;
        while from < count {
            let mut to = 0;
            while to < count {
                if reach[from][middle] && reach[middle][to] {
                    reach[from][to] = true;
                }
                to += 1;
            }
            from += 1;
        }
        middle += 1;
    }
    let mut first = 0;
    while first < count {
        let mut second = first + 1;
        while second < count {
            if reach[first][second] && reach[second][first] {
                return Some((first, second));
            }
            second += 1;
        }
        first += 1;
    }
    None
}

/// Volumes have names and paths of their own, and one of them is EBS.
pub const fn volumes(workload: &WorkloadSpec) -> Result<(), Violation> {
    let (mut names, mut paths, mut disks) = (Names::<MANY>::new(), Names::<MANY>::new(), 0);
    let mut at = 0;
    while at < workload.volumes.len() {
        let declared = &workload.volumes[at];
        names.push(declared.name);
        paths.push(declared.at);
        if matches!(declared.source, VolumeSource::Ebs(_)) {
            disks += 1;
        }
        at += 1;
    }
    attempt!(volume::names(names.as_slice()), volume::paths(paths.as_slice()), volume::ebs::count(disks));
    Ok(())
}

/// What a container mounts is a volume of its task.
pub const fn mounts(workload: &WorkloadSpec) -> Result<(), Violation> {
    let mut names = Names::<MANY>::new();
    let mut at = 0;
    while at < workload.volumes.len() {
        names.push(workload.volumes[at].name);
        at += 1;
    }
    let mut at = 0;
    while at < workload.sidecars.len() {
        let sidecar = &workload.sidecars[at];
        let mut mount = 0;
        while mount < sidecar.mounts.len() {
            let name = sidecar.mounts[mount].volume;
            if !one_of(name, names.as_slice()) {
                let headline = Text::new().quote(sidecar.name).push(" mounts ").quote(name);
                let headline = headline.push(", which is no volume of its task");
                let help = Text::from("declare it, as `volume(\"").push(name).push("\", scratch, at = \"/data\")`");
                return Err(Violation::new("mount-volume", headline, help));
            }
            mount += 1;
        }
        at += 1;
    }
    Ok(())
}

/// No two containers of a task listen on one port, and named ports have names of their own.
pub const fn ports(workload: &WorkloadSpec) -> Result<(), Violation> {
    let (mut tcp, mut udp, mut names) = (Numbers::<MANY>::new(), Numbers::<MANY>::new(), Names::<MANY>::new());
    collect(workload.ports, &mut tcp, &mut udp, &mut names);
    let mut at = 0;
    while at < workload.sidecars.len() {
        collect(workload.sidecars[at].ports, &mut tcp, &mut udp, &mut names);
        at += 1;
    }
    let mode = workload.network_mode.word();
    unless_waived!(
        workload.waivers;
        port::shared(mode, tcp.as_slice()),
        port::shared(mode, udp.as_slice()),
        port::names(names.as_slice())
    );
    Ok(())
}

const fn collect(ports: &[Port], tcp: &mut Numbers<MANY>, udp: &mut Numbers<MANY>, names: &mut Names<MANY>) {
    let mut at = 0;
    while at < ports.len() {
        let numbers = if ports[at].udp { &mut *udp } else { &mut *tcp };
        numbers.push(ports[at].number as u64);
        if let Some(name) = ports[at].name {
            names.push(name);
        }
        at += 1;
    }
}

/// A port is mapped for one protocol.
pub const fn one_protocol_a_port(workload: &WorkloadSpec) -> Result<(), Violation> {
    let (mut tcp, mut udp, mut names) = (Numbers::<MANY>::new(), Numbers::<MANY>::new(), Names::<MANY>::new());
    collect(workload.ports, &mut tcp, &mut udp, &mut names);
    port::one_protocol(tcp.as_slice(), udp.as_slice())
}

/// Ports go with the network mode.
pub const fn network_mode(workload: &WorkloadSpec) -> Result<(), Violation> {
    let mode = workload.network_mode.word();
    attempt!(ports_go_with(mode, workload.ports));
    let mut at = 0;
    while at < workload.sidecars.len() {
        attempt!(ports_go_with(mode, workload.sidecars[at].ports));
        at += 1;
    }
    Ok(())
}

const fn ports_go_with(mode: &str, ports: &[Port]) -> Result<(), Violation> {
    let mut at = 0;
    while at < ports.len() {
        let declared = &ports[at];
        attempt!(port::needs_network(mode, declared.number as u64));
        if let Some(host) = declared.host {
            attempt!(port::host_mode(mode, host as u64, declared.number as u64));
        }
        at += 1;
    }
    Ok(())
}

/// Only a task with an address of its own has security groups, subnets and egress.
pub const fn address(workload: &WorkloadSpec) -> Result<(), Violation> {
    if matches!(workload.network_mode, NetworkMode::Awsvpc) {
        return Ok(());
    }
    let key = if !workload.security_groups.is_empty() {
        "security_groups"
    } else if workload.subnets.is_some() {
        "subnets"
    } else if !workload.egress.is_empty() {
        "egress"
    } else {
        return Ok(());
    };
    platform::network_mode_has(workload.network_mode.word(), key)
}

/// An item's own strategy is one.
pub const fn strategy(workload: &WorkloadSpec) -> Result<(), Violation> {
    const MOST: usize = 20;
    let providers = workload.capacity;
    if providers.is_empty() {
        return Ok(());
    }
    attempt!(strategies::count(providers.len() as u64));
    let (mut names, mut bases, mut weights) = (Names::<MOST>::new(), Numbers::<MOST>::new(), Numbers::<MOST>::new());
    let (mut fargate, mut other) = ("", "");
    let mut at = 0;
    while at < providers.len() {
        let (name, base, weight) = match &providers[at] {
            WorkloadProvider::Named(name) => (*name, 0, 1),
            WorkloadProvider::Fargate(provider) => ("fargate", provider.base, provider.weight),
            WorkloadProvider::FargateSpot(provider) => ("fargate_spot", provider.base, provider.weight),
            WorkloadProvider::Provider(provider) => (provider.name, provider.base, provider.weight),
        };
        names.push(name);
        bases.push(base as u64);
        weights.push(weight as u64);
        if matches!(providers[at], WorkloadProvider::Fargate(_) | WorkloadProvider::FargateSpot(_)) {
            fargate = name;
        } else {
            other = name;
        }
        at += 1;
    }
    attempt!(
        strategies::one_family(fargate, other),
        strategies::once(names.as_slice()),
        strategies::one_base(names.as_slice(), bases.as_slice()),
        strategies::some_weight(weights.as_slice()),
    );
    Ok(())
}

/// A rule is switched off once.
pub const fn waivers(workload: &WorkloadSpec) -> Result<(), Violation> {
    let mut rules = Names::<MANY>::new();
    let mut at = 0;
    while at < workload.waivers.len() {
        rules.push(workload.waivers[at].rule);
        at += 1;
    }
    waive::rules(rules.as_slice())
}

/// What is allowed is allowed to a role that is made.
pub const fn role(workload: &WorkloadSpec) -> Result<(), Violation> {
    iam::given_role(workload.role, workload.allow.len() as u64)
}

/// The network of the cluster has the subnets that the item is to run in, in one stage at least: which of them it has in
/// which stage is known when the stage is resolved.
pub const fn subnets(workload: &WorkloadSpec) -> Result<(), Violation> {
    let Some(subnets) = workload.subnets else {
        return Ok(());
    };
    let private = matches!(subnets, Subnets::Private);
    let cluster = workload.cluster;
    let mut there = has_subnets(&cluster.base, private);
    let mut at = 0;
    while at < cluster.stages.len() {
        there |= has_subnets(&cluster.stages[at].spec, private);
        at += 1;
    }
    network::subnets(subnets.word(), there)
}

/// A task reaches what it needs to start.
pub const fn egress(workload: &WorkloadSpec) -> Result<(), Violation> {
    egress::start(workload.egress)
}

/// At most 4 security groups beside the task's own, each once.
pub const fn security_groups(workload: &WorkloadSpec) -> Result<(), Violation> {
    security_group::ids(workload.security_groups)
}
