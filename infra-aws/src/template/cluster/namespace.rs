//! The namespace in which the services of a cluster are found.

use infra_core::blueprint::ClusterBlueprint;
use serde_json::json;

use super::network;
use crate::template::draft::Draft;
use crate::template::intrinsic::attribute;
use crate::template::output;

/// The namespace of Cloud Map, a private DNS zone of the VPC; nothing where nobody calls services and none is declared.
///
/// Its name is part of its logical id: under another name it is another one, and the old one, in which services are until
/// they are deployed anew, goes after them.
pub(super) fn make(draft: &mut Draft, cluster: &ClusterBlueprint) {
    let Some(name) = &cluster.namespace else { return };
    let id = format!("Namespace{}", output::of_namespace(name));
    let vpc = network::vpc(draft, cluster);
    let properties = json!({
        "Name": name,
        "Vpc": vpc,
        "Description": format!("How the services of {} are found", draft.physical()),
    });
    draft.resource(&id, "AWS::ServiceDiscovery::PrivateDnsNamespace", properties);
    draft.output(output::NAMESPACE_ARN, attribute(&id, "Arn"));
    draft.output(&output::namespace_id(name), attribute(&id, "Id"));
}
