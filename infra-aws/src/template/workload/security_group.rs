//! The security group of a workload's tasks.

use infra_core::blueprint::{ServiceBlueprint, TargetProtocol, WorkloadBlueprint};
use infra_core::declaration::Port;
use serde_json::{Value, json};

use super::network;
use crate::template::draft::Draft;
use crate::template::intrinsic::attribute;
use crate::template::output;

const SECURITY_GROUP: &str = "SecurityGroup";

/// A port that a load balancer leads to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::template) struct Opening {
    /// `tcp` or `udp`.
    pub(in crate::template) protocol: &'static str,
    pub(in crate::template) port: u16,
    /// Whether it is the network load balancer.
    pub(in crate::template) network: bool,
}

impl Opening {
    /// The security group of the load balancer.
    pub(super) fn source(self, draft: &mut Draft) -> Value {
        let name =
            if self.network { output::NETWORK_BALANCER_SECURITY_GROUP } else { output::LOAD_BALANCER_SECURITY_GROUP };
        draft.cluster_output(name, "AWS::EC2::SecurityGroup::Id")
    }

    /// Who comes in.
    pub(in crate::template) fn description(self) -> &'static str {
        if self.network { "From the network load balancer" } else { "From the load balancer" }
    }
}

/// Opens the ports that the load balancers lead to, to them, or nothing to anyone; and lets out what is declared, or
/// everything. Its name is left to CloudFormation, since a group with a fixed name cannot be replaced. Tasks that share the
/// network of their instance are behind the security group of the cluster's instances.
pub(super) fn make(draft: &mut Draft, workload: &WorkloadBlueprint) {
    let openings = workload.service().map(openings).unwrap_or_default();
    if !workload.runtime.has_own_address() {
        network::open_instances(draft, workload, &openings);
        return;
    }
    let vpc = draft.cluster_output(output::VPC_ID, "AWS::EC2::VPC::Id");
    let mut properties = json!({
        "GroupDescription": format!("Tasks of {}", draft.physical()),
        "VpcId": vpc,
        "SecurityGroupEgress": egress(&workload.egress),
        "Tags": draft.name_tag(""),
    });
    let mut rules: Vec<Value> = openings.iter().map(|opening| ingress(draft, *opening)).collect();
    if workload.service().is_some_and(|service| service.called_from_instances) {
        rules.extend(from_instances(draft, workload));
    }
    if !rules.is_empty() {
        properties["SecurityGroupIngress"] = Value::Array(rules);
    }
    draft.resource(SECURITY_GROUP, "AWS::EC2::SecurityGroup", properties);
    draft.output(output::SECURITY_GROUP_ID, id());
}

/// The id of the workload's security group.
pub(super) fn id() -> Value {
    attribute(SECURITY_GROUP, "GroupId")
}

/// The ports that the load balancers lead to, each once.
pub(in crate::template) fn openings(service: &ServiceBlueprint) -> Vec<Opening> {
    let mut openings: Vec<Opening> = Vec::new();
    let mut open = |protocol, port, network| {
        let opening = Opening { protocol, port, network };
        if !openings.contains(&opening) {
            openings.push(opening);
        }
    };
    for group in service.target_groups() {
        match group.protocol {
            TargetProtocol::Http => open("tcp", group.port, false),
            TargetProtocol::Tcp => open("tcp", group.port, true),
            TargetProtocol::Udp => {
                open("udp", group.port, true);
                // Health is asked over TCP.
                open("tcp", service.health_port.unwrap_or(group.port), true);
            }
        }
    }
    openings
}

fn ingress(draft: &mut Draft, opening: Opening) -> Value {
    json!({
        "IpProtocol": opening.protocol,
        "FromPort": opening.port,
        "ToPort": opening.port,
        "SourceSecurityGroupId": opening.source(draft),
        "Description": opening.description(),
    })
}

/// Lets in the callers that share the network of their instances, on the ports on which services are called.
fn from_instances(draft: &mut Draft, workload: &WorkloadBlueprint) -> Vec<Value> {
    let ports = workload.containers().flat_map(|container| &container.ports).filter(|port| !port.udp);
    let rule = |port: &Port| {
        json!({
            "IpProtocol": "tcp",
            "FromPort": port.number,
            "ToPort": port.number,
            "SourceSecurityGroupId": network::instances(draft),
            "Description": "From tasks on instances that call it",
        })
    };
    ports.map(rule).collect()
}

/// What the tasks may connect to. A port is one of TCP.
fn egress(declared: &[&str]) -> Value {
    if declared.is_empty() {
        return json!([{ "IpProtocol": "-1", "CidrIp": "0.0.0.0/0", "Description": "To anywhere" }]);
    }
    let rules = declared.iter().map(|target| match target.split_once(':') {
        Some((block, port)) => {
            let port = port.parse::<u16>().unwrap_or_default();
            json!({
                "IpProtocol": "tcp",
                "FromPort": port,
                "ToPort": port,
                "CidrIp": block,
                "Description": "Declared as egress",
            })
        }
        None => json!({ "IpProtocol": "-1", "CidrIp": target, "Description": "Declared as egress" }),
    });
    rules.collect()
}
