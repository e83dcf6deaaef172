//! The network load balancer that a cluster's services share. Its listeners are in the stacks of the services.

use infra_core::blueprint::{ClusterBlueprint, WorkloadBlueprint, shorten};
use infra_core::declaration::NetworkBalancer;
use serde_json::{Value, json};

use super::domain::Domain;
use super::load_balancer::{LONGEST_NAME, logs, place};
use crate::template::draft::Draft;
use crate::template::intrinsic::{attribute, reference};
use crate::template::output;

const LOAD_BALANCER: &str = "NetworkBalancer";
const SECURITY_GROUP: &str = "NetworkBalancerSecurityGroup";

/// The load balancer, its security group, and its domain.
pub(super) fn make(draft: &mut Draft, cluster: &ClusterBlueprint, balancer: &NetworkBalancer) {
    let vpc = super::network::vpc(draft, cluster);
    // It can have none later, so it has one from the start. Each stream opens its own port on it.
    let group = json!({
        "GroupDescription": format!("Network load balancer of {}", draft.physical()),
        "VpcId": vpc,
        "SecurityGroupEgress": [{ "IpProtocol": "-1", "CidrIp": "0.0.0.0/0", "Description": "To its targets" }],
        "Tags": draft.name_tag("network-balancer"),
    });
    draft.resource(SECURITY_GROUP, "AWS::EC2::SecurityGroup", group);
    let (subnets, ways) = place(draft, cluster, balancer.internal, 1);
    let scheme = if balancer.internal { "internal" } else { "internet-facing" };
    let part = if balancer.internal { "network-internal" } else { "network" };
    let mut attributes = vec![
        json!({ "Key": "deletion_protection.enabled", "Value": balancer.protect.to_string() }),
        // A service may have tasks in fewer zones than the load balancer has addresses in.
        json!({ "Key": "load_balancing.cross_zone.enabled", "Value": "true" }),
    ];
    attributes.extend(logs(balancer.logs));
    let properties = json!({
        "Name": shorten(&format!("{}-{part}", draft.physical()), LONGEST_NAME),
        "Type": "network",
        "Scheme": scheme,
        "Subnets": subnets,
        "SecurityGroups": [security_group()],
        "LoadBalancerAttributes": attributes,
    });
    draft.resource_after(LOAD_BALANCER, "AWS::ElasticLoadBalancingV2::LoadBalancer", &ways, properties);
    if let Some(domain) = Domain::new(draft, balancer.domain, balancer.zone, "Network") {
        domain.make_record(draft, LOAD_BALANCER);
        if balancer.certificate.is_none() && cluster.workloads.iter().any(has_tls) {
            let certificate = domain.make_certificate(draft);
            draft.output(output::NETWORK_CERTIFICATE_ARN, certificate);
        }
    }
    draft.output(output::NETWORK_BALANCER_ARN, reference(LOAD_BALANCER));
    draft.output(output::NETWORK_BALANCER_DNS_NAME, attribute(LOAD_BALANCER, "DNSName"));
    draft.output(output::NETWORK_BALANCER_SECURITY_GROUP, security_group());
}

fn has_tls(workload: &WorkloadBlueprint) -> bool {
    workload.service().is_some_and(|service| service.streams.iter().any(|stream| stream.tls))
}

/// The id of the security group of the network load balancer.
pub(super) fn security_group() -> Value {
    attribute(SECURITY_GROUP, "GroupId")
}
