//! The way from a service or a task to the services that it calls.

use infra_core::blueprint::{Connection, WorkloadBlueprint};
use serde_json::{Value, json};

use super::security_group;
use crate::template::draft::Draft;
use crate::template::output;

/// With what the logical id of an opening of another's security group begins; its name and port follow.
const IN: &str = "To";
/// With what the logical id of an opening of the caller's own group begins.
const OUT: &str = "OutTo";
const INGRESS: &str = "AWS::EC2::SecurityGroupIngress";
const EGRESS: &str = "AWS::EC2::SecurityGroupEgress";

/// Opens the security groups of the services that this workload calls, each on the ports on which it is called, and its own
/// towards them where that is not open to everything. The openings are the caller's: they come and go with it.
///
/// Callers that share the network of their instances come from one group, which one rule lets in: that is the called
/// service's.
pub(super) fn make(draft: &mut Draft, workload: &WorkloadBlueprint) {
    if !workload.runtime.has_own_address() {
        return;
    }
    for connection in &workload.connections {
        let Connection { item, physical, ports } = connection;
        let name = logical(item);
        let parameter = format!("{name}SecurityGroupId");
        let group =
            draft.workload_output(&parameter, "AWS::EC2::SecurityGroup::Id", physical, output::SECURITY_GROUP_ID);
        for port in ports {
            let rule = |more: [(&str, Value); 3]| {
                let mut rule = json!({ "IpProtocol": "tcp", "FromPort": port, "ToPort": port });
                for (key, value) in more {
                    rule[key] = value;
                }
                rule
            };
            let ingress = rule([
                ("GroupId", group.clone()),
                ("SourceSecurityGroupId", security_group::id()),
                ("Description", json!(format!("From {}", draft.physical()))),
            ]);
            draft.resource(&format!("{IN}{name}{port}"), INGRESS, ingress);
            if !workload.egress.is_empty() {
                let egress = rule([
                    ("GroupId", security_group::id()),
                    ("DestinationSecurityGroupId", group.clone()),
                    ("Description", json!(format!("To {physical}"))),
                ]);
                draft.resource(&format!("{OUT}{name}{port}"), EGRESS, egress);
            }
        }
    }
}

/// Whether a resource of a workload's stack is such an opening, which its tasks use as long as they run.
pub(crate) fn is_opening(id: &str, resource_type: &str) -> bool {
    (resource_type == INGRESS && id.starts_with(IN)) || (resource_type == EGRESS && id.starts_with(OUT))
}

/// An item's name as logical ids have it: `OrderSync` of `order-sync`.
pub(super) fn logical(item: &str) -> String {
    let words = item.split('-').map(|word| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>()).unwrap_or_default()
    });
    words.collect()
}
