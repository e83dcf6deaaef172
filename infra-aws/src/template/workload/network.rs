//! Where the traffic of a workload's tasks comes from, as other security groups see it.

use infra_core::blueprint::WorkloadBlueprint;
use serde_json::{Value, json};

use super::security_group::{self, Opening};
use crate::template::draft::Draft;
use crate::template::output;

/// With what the logical id of an opening of the instances begins; its port follows, so that another port is another
/// opening.
pub(crate) const INGRESS: &str = "InstanceIngress";
/// The security group of a workload's tasks: its own, or that of the instances whose network they share.
pub(super) fn source(draft: &mut Draft, workload: &WorkloadBlueprint) -> Value {
    if workload.runtime.has_own_address() { security_group::id() } else { instances(draft) }
}

/// The security group of the cluster's instances.
pub(super) fn instances(draft: &mut Draft) -> Value {
    draft.cluster_output(output::INSTANCE_SECURITY_GROUP, "AWS::EC2::SecurityGroup::Id")
}

/// Opens the instances to the load balancers, where tasks share their network: on the port that the task has there. Those that
/// Docker gives out are open to all tasks, by the cluster's stack.
pub(super) fn open_instances(draft: &mut Draft, workload: &WorkloadBlueprint, openings: &[Opening]) {
    let mut rules: Vec<Value> = Vec::new();
    for opening in openings {
        let Some(port) = workload.instance_port(opening.port) else { continue };
        let rule = json!({
            "GroupId": instances(draft),
            "IpProtocol": opening.protocol,
            "FromPort": port,
            "ToPort": port,
            "SourceSecurityGroupId": opening.source(draft),
            "Description": format!("{} to {}", opening.description(), draft.physical()),
        });
        if !rules.contains(&rule) {
            rules.push(rule);
        }
    }
    for (number, rule) in (1..).zip(rules) {
        let id = format!("{INGRESS}{number}Port{}", rule["FromPort"]);
        draft.resource(&id, "AWS::EC2::SecurityGroupIngress", rule);
    }
}
