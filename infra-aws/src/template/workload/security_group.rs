//! The security group of a workload's tasks.

use infra_core::blueprint::{ServiceBlueprint, TargetProtocol, WorkloadBlueprint};
use serde_json::{Value, json};

use crate::template::draft::Draft;
use crate::template::intrinsic::attribute;
use crate::template::output;

const SECURITY_GROUP: &str = "SecurityGroup";

/// Opens the ports that the load balancers lead to, to them, or nothing to anyone; and lets out what is declared, or
/// everything. Its name is left to CloudFormation, since a group with a fixed name cannot be replaced.
pub(super) fn make(draft: &mut Draft, workload: &WorkloadBlueprint) {
    let vpc = draft.cluster_output(output::VPC_ID, "AWS::EC2::VPC::Id");
    let mut properties = json!({
        "GroupDescription": format!("Tasks of {}", draft.physical()),
        "VpcId": vpc,
        "SecurityGroupEgress": egress(&workload.egress),
        "Tags": draft.name_tag(""),
    });
    let ingress = workload.service().map(|service| ingress(draft, service)).unwrap_or_default();
    if !ingress.is_empty() {
        properties["SecurityGroupIngress"] = Value::Array(ingress);
    }
    draft.resource(SECURITY_GROUP, "AWS::EC2::SecurityGroup", properties);
    draft.output(output::SECURITY_GROUP_ID, id());
}

/// The id of the workload's security group.
pub(super) fn id() -> Value {
    attribute(SECURITY_GROUP, "GroupId")
}

fn ingress(draft: &mut Draft, service: &ServiceBlueprint) -> Vec<Value> {
    let mut rules = Vec::new();
    for group in service.target_groups() {
        match group.protocol {
            TargetProtocol::Http => rules.push(from_load_balancer(draft, group.port)),
            TargetProtocol::Tcp => rules.push(from_network_balancer(draft, "tcp", group.port)),
            TargetProtocol::Udp => {
                rules.push(from_network_balancer(draft, "udp", group.port));
                rules.push(from_network_balancer(draft, "tcp", service.health_port.unwrap_or(group.port)));
            }
        }
    }
    // TCP and UDP may be asked for their health on one port.
    let mut once: Vec<Value> = Vec::new();
    for rule in rules {
        if !once.contains(&rule) {
            once.push(rule);
        }
    }
    once
}

fn from_load_balancer(draft: &mut Draft, port: u16) -> Value {
    let source = draft.cluster_output(output::LOAD_BALANCER_SECURITY_GROUP, "AWS::EC2::SecurityGroup::Id");
    rule("tcp", port, &source, "From the load balancer")
}

fn from_network_balancer(draft: &mut Draft, protocol: &str, port: u16) -> Value {
    let source = draft.cluster_output(output::NETWORK_BALANCER_SECURITY_GROUP, "AWS::EC2::SecurityGroup::Id");
    rule(protocol, port, &source, "From the network load balancer")
}

fn rule(protocol: &str, port: u16, source: &Value, description: &str) -> Value {
    json!({
        "IpProtocol": protocol,
        "FromPort": port,
        "ToPort": port,
        "SourceSecurityGroupId": source,
        "Description": description,
    })
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
