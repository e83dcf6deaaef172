//! The application load balancer that a cluster's services share.

use infra_core::blueprint::{ClusterBlueprint, shorten};
use infra_core::declaration::{Listener, ListenerProtocol, LoadBalancer};
use serde_json::{Value, json};

use super::network::{self, Side};
use crate::template::draft::Draft;
use crate::template::intrinsic::{attribute, reference};
use crate::template::output;

pub(super) const LOAD_BALANCER: &str = "LoadBalancer";
const SECURITY_GROUP: &str = "LoadBalancerSecurityGroup";
const LONGEST_NAME: usize = 32;
/// TLS 1.3 and 1.2 without the weak ciphers: what AWS recommends, but does not default to outside its console.
const SSL_POLICY: &str = "ELBSecurityPolicy-TLS13-1-2-2021-06";
/// Where an internal load balancer's clients can be, when the VPC's own addresses are not known: RFC 1918.
const PRIVATE_ADDRESSES: [&str; 3] = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];

/// The load balancer, its security group, and its listeners.
pub(super) fn make(draft: &mut Draft, cluster: &ClusterBlueprint, load_balancer: &LoadBalancer) {
    make_security_group(draft, cluster, load_balancer);
    // A load balancer needs two subnets: of one private subnet there is none, and the public ones serve as well.
    let side = if load_balancer.internal && network::has_private_zones(cluster) { Side::Private } else { Side::Public };
    let subnets = network::subnets(draft, cluster, side);
    // An internet-facing load balancer is refused in a VPC without a gateway, and holds addresses until it is gone.
    let ways = if load_balancer.internal { Vec::new() } else { network::ways_out(cluster, side) };
    let properties = json!({
        "Name": name(draft.physical(), load_balancer.internal),
        "Type": "application",
        "Scheme": if load_balancer.internal { "internal" } else { "internet-facing" },
        "Subnets": subnets,
        "SecurityGroups": [attribute(SECURITY_GROUP, "GroupId")],
        "LoadBalancerAttributes": [
            { "Key": "deletion_protection.enabled", "Value": "false" },
            { "Key": "idle_timeout.timeout_seconds", "Value": "60" },
            { "Key": "routing.http.drop_invalid_header_fields.enabled", "Value": "true" },
        ],
    });
    draft.resource_after(LOAD_BALANCER, "AWS::ElasticLoadBalancingV2::LoadBalancer", &ways, properties);
    for listener in load_balancer.listen {
        make_listener(draft, load_balancer, listener);
    }
    draft.output(output::LOAD_BALANCER_ARN, reference(LOAD_BALANCER));
    draft.output(output::LOAD_BALANCER_DNS_NAME, attribute(LOAD_BALANCER, "DNSName"));
    draft.output(output::LOAD_BALANCER_SECURITY_GROUP, attribute(SECURITY_GROUP, "GroupId"));
}

/// The scheme cannot change, so another scheme is another load balancer, which stands beside the old one until that is
/// deleted: it needs another name.
fn name(physical: &str, internal: bool) -> String {
    if internal { shorten(&format!("{physical}-internal"), LONGEST_NAME) } else { shorten(physical, LONGEST_NAME) }
}

/// Opens each listener's port to those who may call: the world, or the private network. Its name is left to
/// CloudFormation, since a group with a fixed name cannot be replaced.
fn make_security_group(draft: &mut Draft, cluster: &ClusterBlueprint, load_balancer: &LoadBalancer) {
    let callers = match (load_balancer.internal, network::addresses(cluster)) {
        (false, _) => vec!["0.0.0.0/0"],
        (true, Some(vpc)) => vec![vpc],
        (true, None) => PRIVATE_ADDRESSES.to_vec(),
    };
    let ingress: Vec<Value> = load_balancer
        .listen
        .iter()
        .flat_map(|listener| callers.iter().map(move |caller| open(listener.port(), caller)))
        .collect();
    let vpc = network::vpc(draft, cluster);
    let properties = json!({
        "GroupDescription": format!("Load balancer of {}", draft.physical()),
        "VpcId": vpc,
        "SecurityGroupIngress": ingress,
        "SecurityGroupEgress": [{ "IpProtocol": "-1", "CidrIp": "0.0.0.0/0", "Description": "To its targets" }],
        "Tags": draft.name_tag("load-balancer"),
    });
    draft.resource(SECURITY_GROUP, "AWS::EC2::SecurityGroup", properties);
}

fn open(port: u16, caller: &str) -> Value {
    json!({ "IpProtocol": "tcp", "FromPort": port, "ToPort": port, "CidrIp": caller, "Description": "Listener" })
}

fn make_listener(draft: &mut Draft, load_balancer: &LoadBalancer, listener: &Listener) {
    let action = match listener.redirect() {
        Some(port) => json!({
            "Type": "redirect",
            "RedirectConfig": {
                "Protocol": "HTTPS",
                "Port": port.to_string(),
                "Host": "#{host}",
                "Path": "/#{path}",
                "Query": "#{query}",
                "StatusCode": "HTTP_301",
            },
        }),
        // What no route matches.
        None => json!({
            "Type": "fixed-response",
            "FixedResponseConfig": { "StatusCode": "404", "ContentType": "text/plain", "MessageBody": "Not Found" },
        }),
    };
    let mut properties = json!({
        "LoadBalancerArn": reference(LOAD_BALANCER),
        "Port": listener.port(),
        "Protocol": match listener.protocol() {
            ListenerProtocol::Http => "HTTP",
            ListenerProtocol::Https => "HTTPS",
        },
        "DefaultActions": [action],
    });
    if listener.protocol() == ListenerProtocol::Https {
        properties["SslPolicy"] = json!(SSL_POLICY);
        let certificates = load_balancer.certificate.iter().map(|arn| json!({ "CertificateArn": arn }));
        properties["Certificates"] = certificates.collect();
    }
    let id = output::listener(listener.port());
    let made = draft.resource(&id, "AWS::ElasticLoadBalancingV2::Listener", properties);
    if listener.redirect().is_none() {
        draft.output(&id, made);
    }
}
