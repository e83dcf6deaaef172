//! The way from a service to those that it calls.

use infra_core::blueprint::{Connection, ServiceBlueprint, WorkloadBlueprint};
use serde_json::json;

use super::network;
use crate::template::draft::Draft;
use crate::template::output;

/// Opens the security groups of the services that this one calls, each on the ports on which it is called. The openings
/// are the caller's: they come and go with it, and whichever of the two stacks is deleted first, nothing holds the other.
pub(super) fn make(draft: &mut Draft, workload: &WorkloadBlueprint, service: &ServiceBlueprint) {
    for connection in &service.connections {
        let Connection { item, physical, ports } = connection;
        let name = logical(item);
        let parameter = format!("{name}SecurityGroupId");
        let group =
            draft.workload_output(&parameter, "AWS::EC2::SecurityGroup::Id", physical, output::SECURITY_GROUP_ID);
        for port in ports {
            let properties = json!({
                "GroupId": group,
                "IpProtocol": "tcp",
                "FromPort": port,
                "ToPort": port,
                "SourceSecurityGroupId": network::source(draft, workload),
                "Description": format!("From {}", draft.physical()),
            });
            draft.resource(&format!("To{name}{port}"), "AWS::EC2::SecurityGroupIngress", properties);
        }
    }
}

/// An item's name as logical ids have it: `OrderSync` of `order-sync`.
fn logical(item: &str) -> String {
    let words = item.split('-').map(|word| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>()).unwrap_or_default()
    });
    words.collect()
}
