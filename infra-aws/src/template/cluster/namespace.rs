//! The namespace in which the services of a cluster find each other.

use infra_core::blueprint::ClusterBlueprint;
use serde_json::json;
use sha2::{Digest, Sha256};

use super::network;
use crate::template::draft::Draft;
use crate::template::intrinsic::attribute;
use crate::template::output;

/// The namespace of Cloud Map, a private DNS zone of the VPC; nothing where services don't call each other.
///
/// Its name is part of its logical id: under another name it is another one, and the old one, in which services are until
/// they are deployed anew, goes after them.
pub(super) fn make(draft: &mut Draft, cluster: &ClusterBlueprint) {
    let Some(name) = &cluster.namespace else { return };
    let hash: String = Sha256::digest(name).iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    let id = format!("Namespace{hash}");
    let vpc = network::vpc(draft, cluster);
    let properties = json!({
        "Name": name,
        "Vpc": vpc,
        "Description": format!("How the services of {} find each other", draft.physical()),
    });
    draft.resource(&id, "AWS::ServiceDiscovery::PrivateDnsNamespace", properties);
    draft.output(output::NAMESPACE_ARN, attribute(&id, "Arn"));
}
