//! Where the traffic of a workload's tasks comes from, as other security groups see it.

use infra_core::blueprint::WorkloadBlueprint;
use serde_json::{Value, json};

use super::security_group;
use crate::template::draft::Draft;
use crate::template::output;

/// With what the logical id of an opening of the instances begins; their first port follows, so that another port is
/// another opening.
pub(crate) const INGRESS: &str = "InstanceIngress";
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

/// What is different where tasks share the network of their instances: load balancers lead to instances, whose security
/// group lets them in.
pub(super) fn share(draft: &mut Draft, workload: &WorkloadBlueprint) {
    if workload.runtime.has_own_address() {
        return;
    }
    let is_instance = |properties: &mut Value| properties["TargetType"] = json!("instance");
    draft.change_all("AWS::ElasticLoadBalancingV2::TargetGroup", is_instance);
    let routed = workload.service().filter(|service| !service.routes.is_empty());
    if let Some(port) = routed.and_then(|service| service.port) {
        open_instances(draft, workload, port);
    }
}

/// Opens the instances to the load balancer, where tasks share their network: on the port that the task has there, or on
/// all that Docker gives out where it has any that is free.
fn open_instances(draft: &mut Draft, workload: &WorkloadBlueprint, port: u16) {
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
    draft.resource(&format!("{INGRESS}{first}"), "AWS::EC2::SecurityGroupIngress", properties);
}
