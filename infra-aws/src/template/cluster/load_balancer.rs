//! The application load balancer that a cluster's services share.

use infra_core::blueprint::{ClusterBlueprint, shorten};
use infra_core::declaration::{Listener, ListenerProtocol, LoadBalancer};
use serde_json::{Value, json};

use super::domain::Domain;
use super::network::{self, Side};
use crate::template::draft::Draft;
use crate::template::intrinsic::{attribute, reference};
use crate::template::output;

pub(super) const LOAD_BALANCER: &str = "LoadBalancer";
const SECURITY_GROUP: &str = "LoadBalancerSecurityGroup";
pub(super) const LONGEST_NAME: usize = 32;
/// TLS 1.3 and 1.2 without the weak ciphers: what AWS recommends, but does not default to outside its console.
pub(in crate::template) const SSL_POLICY: &str = "ELBSecurityPolicy-TLS13-1-2-2021-06";
/// Where an internal load balancer's clients can be, when the VPC's own addresses are not known: RFC 1918.
const PRIVATE_ADDRESSES: [&str; 3] = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];

/// The load balancer, its security group, and its listeners.
pub(super) fn make(draft: &mut Draft, cluster: &ClusterBlueprint, load_balancer: &LoadBalancer) {
    make_security_group(draft, cluster, load_balancer);
    let (subnets, ways) = place(draft, cluster, load_balancer.internal, 2);
    let mut attributes = vec![
        json!({ "Key": "deletion_protection.enabled", "Value": load_balancer.protect.to_string() }),
        json!({ "Key": "idle_timeout.timeout_seconds", "Value": load_balancer.idle_seconds.to_string() }),
        json!({ "Key": "routing.http.drop_invalid_header_fields.enabled", "Value": "true" }),
    ];
    attributes.extend(logs(load_balancer.logs));
    let properties = json!({
        "Name": name(draft.physical(), load_balancer.internal),
        "Type": "application",
        "Scheme": if load_balancer.internal { "internal" } else { "internet-facing" },
        "Subnets": subnets,
        "SecurityGroups": [security_group()],
        "LoadBalancerAttributes": attributes,
    });
    draft.resource_after(LOAD_BALANCER, "AWS::ElasticLoadBalancingV2::LoadBalancer", &ways, properties);
    let domain = Domain::new(draft, load_balancer.domain, load_balancer.zone, "");
    let mut certificate = load_balancer.certificate.map(|arn| json!(arn));
    if let Some(domain) = &domain {
        domain.make_record(draft, LOAD_BALANCER);
        if certificate.is_none() && load_balancer.listeners().iter().any(is_https) {
            certificate = Some(domain.make_certificate(draft));
        }
    }
    for listener in load_balancer.listeners() {
        make_listener(draft, certificate.as_ref(), listener);
    }
    draft.output(output::LOAD_BALANCER_ARN, reference(LOAD_BALANCER));
    draft.output(output::LOAD_BALANCER_DNS_NAME, attribute(LOAD_BALANCER, "DNSName"));
    draft.output(output::LOAD_BALANCER_SECURITY_GROUP, security_group());
}

/// The subnets of a load balancer that needs at least so many, and what has to stand for as long as it does.
pub(super) fn place(
    draft: &mut Draft,
    cluster: &ClusterBlueprint,
    internal: bool,
    least: usize,
) -> (Value, Vec<String>) {
    // Where there are too few private subnets, the public ones serve as well.
    let private = internal && network::private_zones(cluster) >= least;
    let side = if private { Side::Private } else { Side::Public };
    let subnets = network::subnets(draft, cluster, side);
    // An internet-facing load balancer is refused in a VPC without a gateway, and holds addresses until it is gone.
    let ways = if internal { Vec::new() } else { network::ways_out(cluster, side) };
    (subnets, ways)
}

/// The attributes of access logs. Where there are none that is said too: an attribute that is left out stays as it is.
pub(super) fn logs(bucket: Option<&str>) -> Vec<Value> {
    let enabled = json!({ "Key": "access_logs.s3.enabled", "Value": bucket.is_some().to_string() });
    let bucket = bucket.map(|bucket| json!({ "Key": "access_logs.s3.bucket", "Value": bucket }));
    std::iter::once(enabled).chain(bucket).collect()
}

fn is_https(listener: &Listener) -> bool {
    listener.protocol() == ListenerProtocol::Https
}

/// Who may call a load balancer: the world, or the private network.
pub(in crate::template) fn callers(cluster: &ClusterBlueprint, internal: bool) -> Vec<&'static str> {
    match (internal, network::addresses(cluster)) {
        (false, _) => vec!["0.0.0.0/0"],
        (true, Some(vpc)) => vec![vpc],
        (true, None) => PRIVATE_ADDRESSES.to_vec(),
    }
}

/// The scheme cannot change, so another scheme is another load balancer, which stands beside the old one until that is
/// deleted: it needs another name.
fn name(physical: &str, internal: bool) -> String {
    if internal { shorten(&format!("{physical}-internal"), LONGEST_NAME) } else { shorten(physical, LONGEST_NAME) }
}

/// Opens each listener's port to those who may call. Its name is left to
/// CloudFormation, since a group with a fixed name cannot be replaced.
fn make_security_group(draft: &mut Draft, cluster: &ClusterBlueprint, load_balancer: &LoadBalancer) {
    let callers = callers(cluster, load_balancer.internal);
    let ingress: Vec<Value> = load_balancer
        .listeners()
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

fn make_listener(draft: &mut Draft, certificate: Option<&Value>, listener: &Listener) {
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
    if is_https(listener) {
        properties["SslPolicy"] = json!(SSL_POLICY);
        let certificates = certificate.iter().map(|arn| json!({ "CertificateArn": arn }));
        properties["Certificates"] = certificates.collect();
    }
    let id = output::listener(listener.port());
    let made = draft.resource(&id, "AWS::ElasticLoadBalancingV2::Listener", properties);
    if listener.redirect().is_none() {
        draft.output(&id, made);
    }
}

/// The id of the security group of the load balancer.
pub(super) fn security_group() -> Value {
    attribute(SECURITY_GROUP, "GroupId")
}
