//! What a workload asks for, and the family of capacity that it runs on.

use super::attempt::{attempt, unless_waived, wide};
use crate::declaration::{
    Ami, ClusterSpec, ContainerSpec, Logs, NamedProvider, OperatingSystem, Port, Provider, ServiceSpec, VolumeSource,
    WorkloadProvider, WorkloadSpec,
};
use crate::rule::container;
use crate::rule::platform::{self, fargate, managed, windows};
use crate::rule::service::{place, traffic};
use crate::string::same;
use crate::{Text, Violation};

/// On which capacity a workload may run.
#[derive(Clone, Copy)]
struct Family {
    /// As the rules call it: `fargate`, `fargate_spot`, `ec2` or `managed`.
    word: &'static str,
    spot: bool,
}

/// The workload asks for nothing that its capacity does not have. With a `key` only what is told of it is looked for.
pub(super) const fn fits(workload: &WorkloadSpec, cluster: &ClusterSpec, key: &str) -> Result<(), Violation> {
    if let Err(violation) = known_providers(workload, cluster) {
        // Where it runs is not known: nothing but that is told.
        return if asked(key, "capacity") { Err(violation) } else { Ok(()) };
    }
    let (family, waivers) = (family(workload, cluster), workload.waivers);
    if asked(key, "network_mode") {
        unless_waived!(waivers; platform::network_mode_fits(family.word, workload.network_mode.word()));
    }
    if same(family.word, "fargate") {
        return on_fargate(workload, family.spot, key);
    }
    if asked(key, "platform") && !same(workload.platform, "LATEST") {
        attempt!(traffic::platform(Some(workload.platform), false));
    }
    let managed = same(family.word, "managed");
    if asked(key, "storage") && workload.storage_gib.is_some() {
        if managed {
            unless_waived!(waivers; managed::unsupported("storage"));
        } else {
            attempt!(platform::storage_fits(family.word));
        }
    }
    if asked(key, "os") {
        if managed {
            unless_waived!(waivers; managed::system(workload.os.word()));
        } else {
            attempt!(windows::on_instances(workload.os.word(), has_own_images(workload, cluster)));
        }
    }
    Ok(())
}

/// Whether the mistakes of `own` are looked for.
const fn asked(key: &str, own: &str) -> bool {
    key.is_empty() || same(key, own)
}

/// Whether the workload may be placed on the capacity of a provider of its cluster.
pub(crate) const fn may_run_on(workload: &WorkloadSpec, provider: &Provider) -> bool {
    let mut at = 0;
    while at < workload.capacity.len() {
        if let WorkloadProvider::Named(name) | WorkloadProvider::Provider(NamedProvider { name, .. }) =
            &workload.capacity[at]
            && provider.is_called(name)
        {
            return true;
        }
        at += 1;
    }
    workload.capacity.is_empty() && provider.is_shared()
}

/// Whether all instances on which the workload may be placed boot an image of the user's.
const fn has_own_images(workload: &WorkloadSpec, cluster: &ClusterSpec) -> bool {
    let mut at = 0;
    while at < cluster.capacity.len() {
        if let Provider::Ec2(group) = &cluster.capacity[at]
            && may_run_on(workload, &cluster.capacity[at])
            && !matches!(group.ami, Ami::Id(_))
        {
            return false;
        }
        at += 1;
    }
    true
}

/// The providers that a workload names are those of its cluster.
const fn known_providers(workload: &WorkloadSpec, cluster: &ClusterSpec) -> Result<(), Violation> {
    let mut at = 0;
    while at < workload.capacity.len() {
        let name = match &workload.capacity[at] {
            WorkloadProvider::Named(name) => Some(*name),
            WorkloadProvider::Provider(provider) => Some(provider.name),
            WorkloadProvider::Fargate(_) | WorkloadProvider::FargateSpot(_) => None,
        };
        if let Some(name) = name
            && !has_provider(cluster, name)
        {
            let headline = Text::from("the cluster has no capacity provider named ").quote(name);
            let help = Text::from("give one of its providers this name, as `ec2(\"c5n.xlarge\", 1..=10, name = \"");
            return Err(Violation::new("known-provider", headline, help.push(name).push("\")`")));
        }
        at += 1;
    }
    Ok(())
}

const fn has_provider(cluster: &ClusterSpec, name: &str) -> bool {
    let mut at = 0;
    while at < cluster.capacity.len() {
        if cluster.capacity[at].is_called(name) {
            return true;
        }
        at += 1;
    }
    false
}

/// The family of the first provider: those of a strategy are all of one. On spot capacity is what may be placed on some.
const fn family(workload: &WorkloadSpec, cluster: &ClusterSpec) -> Family {
    let mut spot = false;
    let mut at = 0;
    while at < workload.capacity.len() {
        spot |= matches!(workload.capacity[at], WorkloadProvider::FargateSpot(_));
        at += 1;
    }
    match workload.capacity.first() {
        Some(WorkloadProvider::Fargate(_) | WorkloadProvider::FargateSpot(_)) => {
            return Family { word: "fargate", spot };
        }
        Some(WorkloadProvider::Named(_) | WorkloadProvider::Provider(_)) | None => {}
    }
    let mut word = "";
    let mut at = 0;
    while at < cluster.capacity.len() {
        let provider = &cluster.capacity[at];
        if may_run_on(workload, provider) {
            let (of, on_spot) = match provider {
                Provider::Fargate(_) => ("fargate", false),
                Provider::FargateSpot(_) => ("fargate", true),
                Provider::Ec2(group) => ("ec2", group.spot),
                Provider::Managed(managed) => ("managed", managed.spot),
            };
            if word.is_empty() {
                word = of;
            }
            spot |= on_spot;
        }
        at += 1;
    }
    Family { word: if word.is_empty() { "fargate" } else { word }, spot }
}

const fn on_fargate(workload: &WorkloadSpec, spot: bool, key: &str) -> Result<(), Violation> {
    attempt!(container_on_fargate(&workload.container, key));
    let (mut host, mut efs) = (false, false);
    let mut at = 0;
    while at < workload.volumes.len() {
        host |= matches!(workload.volumes[at].source, VolumeSource::Host(_));
        efs |= matches!(workload.volumes[at].source, VolumeSource::Efs(_));
        at += 1;
    }
    if asked(key, "volume") && host {
        attempt!(fargate::unsupported("host"));
    }
    at = 0;
    while asked(key, "container") && at < workload.sidecars.len() {
        attempt!(container_on_fargate(&workload.sidecars[at].container, ""));
        at += 1;
    }
    if asked(key, "platform") {
        attempt!(platform::version_has(workload.platform, cpu(workload), wide(workload.storage_gib), efs));
    }
    match workload.os {
        OperatingSystem::Linux => Ok(()),
        _ => windows_on_fargate(workload, spot, efs, key),
    }
}

const fn windows_on_fargate(workload: &WorkloadSpec, spot: bool, efs: bool, key: &str) -> Result<(), Violation> {
    let (os, waivers) = (workload.os.word(), workload.waivers);
    if asked(key, if workload.cpu.is_some() { "cpu" } else { "os" }) {
        attempt!(windows::fargate_cpu(os, cpu(workload)));
    }
    if asked(key, "os") && spot {
        attempt!(fargate::spot_system("fargate_spot", os));
    }
    if asked(key, "volume") && efs {
        unless_waived!(waivers; windows::fargate_unsupported(os, "efs"));
    }
    if asked(key, "logs") && matches!(workload.logs, Logs::Firelens(_)) {
        unless_waived!(waivers; windows::fargate_unsupported(os, "firelens"));
    }
    if asked(key, "storage") && workload.storage_gib.is_some() {
        unless_waived!(waivers; windows::fargate_unsupported(os, "storage"));
    }
    if asked(key, "port") {
        unless_waived!(waivers; ports_on_fargate(os, workload.ports));
    }
    let mut at = 0;
    while asked(key, "container") && at < workload.sidecars.len() {
        unless_waived!(waivers; ports_on_fargate(os, workload.sidecars[at].ports));
        at += 1;
    }
    Ok(())
}

const fn ports_on_fargate(os: &str, ports: &[Port]) -> Result<(), Violation> {
    let mut at = 0;
    while at < ports.len() {
        attempt!(windows::fargate_port(os, ports[at].number as u64));
        at += 1;
    }
    Ok(())
}

/// The CPU units of a task on Fargate: what goes with the memory, where none are given.
const fn cpu(workload: &WorkloadSpec) -> u64 {
    match (workload.cpu, crate::rule::fargate::fill(workload.cpu, workload.memory)) {
        (Some(cpu), _) | (None, Ok((cpu, _))) => cpu as u64,
        // That no size has this memory, is told of the size.
        (None, Err(_)) => 256,
    }
}

const fn container_on_fargate(container: &ContainerSpec, key: &str) -> Result<(), Violation> {
    if asked(key, "privileged") && container.privileged {
        attempt!(fargate::unsupported("privileged"));
    }
    if asked(key, "gpu") && container.gpu.is_some() {
        attempt!(fargate::unsupported("gpu"));
    }
    match container.stop_seconds {
        Some(seconds) if asked(key, "stop") => container::stop_on_fargate(seconds as u64),
        _ => Ok(()),
    }
}

/// Whether tasks run on Fargate.
pub(crate) const fn is_on_fargate(workload: &WorkloadSpec, cluster: &ClusterSpec) -> bool {
    same(family(workload, cluster).word, "fargate")
}

/// Whether tasks may run on capacity that is taken back.
pub(super) const fn on_spot(workload: &WorkloadSpec, cluster: &ClusterSpec) -> bool {
    family(workload, cluster).spot
}

/// Whether there is a group of instances on which the workload may not be placed.
const fn leaves_out(workload: &WorkloadSpec, cluster: &ClusterSpec) -> bool {
    let mut at = 0;
    while at < cluster.capacity.len() {
        if matches!(cluster.capacity[at], Provider::Ec2(_)) && !may_run_on(workload, &cluster.capacity[at]) {
            return true;
        }
        at += 1;
    }
    false
}

/// A service asks for no instances where there are none.
pub(super) const fn service_fits(service: &ServiceSpec, cluster: &ClusterSpec) -> Result<(), Violation> {
    let word = family(&service.workload, cluster).word;
    let on_fargate = same(word, "fargate");
    if service.daemon {
        attempt!(place::daemon(false, false, 0, on_fargate));
        let left_out = !service.workload.capacity.is_empty() && leaves_out(&service.workload, cluster);
        attempt!(place::daemon_capacity(same(word, "managed"), left_out));
    }
    place::on_instances(service.place.is_some() as u64, service.constraints.len() as u64, on_fargate)
}
