//! The ports that Docker gives out on instances, open to the load balancers.

use infra_core::blueprint::ClusterBlueprint;
use serde_json::json;

use super::{instance, load_balancer, network_balancer};
use crate::template::draft::Draft;
use crate::template::workload::security_group::{Opening, openings};

/// The ports that Docker gives out on an instance.
const DYNAMIC_PORTS: (u16, u16) = (32_768, 65_535);

/// Opens them to the load balancers that lead to a task there. It is the cluster's stack that does, since EC2 takes a rule
/// once, and any number of services may need it.
pub(super) fn make(draft: &mut Draft, cluster: &ClusterBlueprint) {
    let sharing = cluster.workloads.iter().filter(|workload| !workload.runtime.has_own_address());
    let given_out = sharing.flat_map(|workload| {
        let openings = workload.service().map(openings).unwrap_or_default();
        openings.into_iter().filter(|opening| workload.instance_port(opening.port).is_none())
    });
    let mut ways: Vec<(bool, &str, Opening)> =
        given_out.map(|opening| (opening.network, opening.protocol, opening)).collect();
    ways.sort_unstable_by_key(|&(network, protocol, _)| (network, protocol));
    ways.dedup_by_key(|&mut (network, protocol, _)| (network, protocol));
    for (network, protocol, opening) in ways {
        let (balancer, source) = if network {
            ("Network", network_balancer::security_group())
        } else {
            ("Application", load_balancer::security_group())
        };
        let properties = json!({
            "GroupId": instance::security_group(),
            "IpProtocol": protocol,
            "FromPort": DYNAMIC_PORTS.0,
            "ToPort": DYNAMIC_PORTS.1,
            "SourceSecurityGroupId": source,
            "Description": opening.description(),
        });
        let id = format!("DynamicPorts{balancer}{}", protocol.to_uppercase());
        draft.resource(&id, "AWS::EC2::SecurityGroupIngress", properties);
    }
}
