//! Where the traffic of a workload's tasks comes from, as other security groups see it.

use infra_core::blueprint::WorkloadBlueprint;
use serde_json::{Value, json};

use super::security_group;
use crate::template::draft::Draft;
use crate::template::output;

/// The ports that Docker gives out on an instance.
const DYNAMIC_PORTS: (u16, u16) = (32_768, 65_535);

/// The security group of a workload's tasks: its own, or that of the instances whose network they share.
pub(super) fn source(draft: &mut Draft, workload: &WorkloadBlueprint) -> Value {
    if workload.runtime.has_own_address() { security_group() } else { instances(draft) }
}

/// The security group of the cluster's instances.
pub(super) fn instances(draft: &mut Draft) -> Value {
    draft.cluster_output(output::INSTANCE_SECURITY_GROUP, "AWS::EC2::SecurityGroup::Id")
}

/// Opens the instances to the load balancer, where tasks share their network: on the port that the task has there, or on
/// all that Docker gives out where it has any that is free.
pub(super) fn open_instances(draft: &mut Draft, workload: &WorkloadBlueprint, port: u16) {
    let (first, last) = match workload.instance_port(port) {
        Some(port) => (port, port),
        None => DYNAMIC_PORTS,
    };
    let source = draft.cluster_output(output::LOAD_BALANCER_SECURITY_GROUP, "AWS::EC2::SecurityGroup::Id");
    let properties = json!({
        "GroupId": instances(draft),
        "IpProtocol": "tcp",
        "FromPort": first,
        "ToPort": last,
        "SourceSecurityGroupId": source,
        "Description": format!("From the load balancer to {}", draft.physical()),
    });
    draft.resource("InstanceIngress", "AWS::EC2::SecurityGroupIngress", properties);
}
