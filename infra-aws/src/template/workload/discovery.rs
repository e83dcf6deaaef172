//! The DNS name of a service.

use infra_core::blueprint::{ClusterBlueprint, ServiceBlueprint};
use serde_json::json;

use crate::template::draft::Draft;
use crate::template::intrinsic::attribute;
use crate::template::output;

/// How long an answer is kept by those who asked, in seconds: for so long an address may be called that is gone. No
/// longer than ECS lets a task drain by default.
const TTL: u32 = 10;

/// The service of Cloud Map in which ECS registers the addresses of a service's tasks, and which tells them under the
/// service's name in the namespace; nothing where it has no name there. What is known of a task's health is ECS's to say.
///
/// The namespace is part of its logical id: in another one it is another one, into which the tasks come before the old one
/// goes.
pub(super) fn make(draft: &mut Draft, cluster: &ClusterBlueprint, item: &str, service: &ServiceBlueprint) {
    let Some(namespace) = cluster.namespace.as_ref().filter(|_| service.named) else { return };
    let id = format!("Registry{}", output::of_namespace(namespace));
    let namespace_id = draft.cluster_output(&output::namespace_id(namespace), "String");
    let properties = json!({
        "Name": item,
        "NamespaceId": namespace_id,
        "Description": format!("{item}.{namespace}"),
        "DnsConfig": {
            "DnsRecords": [{ "Type": "A", "TTL": TTL }],
            "RoutingPolicy": "MULTIVALUE",
        },
        "HealthCheckCustomConfig": { "FailureThreshold": 1 },
    });
    draft.resource(&id, "AWS::ServiceDiscovery::Service", properties);
    draft.output(output::REGISTRY_ARN, attribute(&id, "Arn"));
}
