//! What of a cluster's network some workloads need: put out for those alone, so that another cluster's stack has no more
//! than it must.

use infra_core::blueprint::{ClusterBlueprint, WorkloadBlueprint};
use infra_core::declaration::Network;

use super::{instance, network};
use crate::template::draft::Draft;
use crate::template::intrinsic::reference;
use crate::template::output;
use crate::template::workload::file_system;

/// The subnets in which file systems have mount targets, and the security group of instances whose network tasks share.
pub(super) fn put_out(draft: &mut Draft, cluster: &ClusterBlueprint) {
    let has_file_systems = cluster.workloads.iter().any(|workload| file_system::made(workload).next().is_some());
    if let (true, Network::New(new)) = (has_file_systems, cluster.network) {
        for index in 0..new.zones {
            let subnet = network::subnet(network::Side::Public, index);
            draft.output(&output::zone_subnet(index + 1), reference(&subnet));
        }
    }
    let shares_network = |workload: &WorkloadBlueprint| !workload.runtime.has_own_address();
    if cluster.workloads.iter().any(shares_network) {
        draft.output(output::INSTANCE_SECURITY_GROUP, instance::security_group());
    }
}
