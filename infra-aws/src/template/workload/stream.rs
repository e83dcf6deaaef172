//! The listeners of a service on the cluster's network load balancer. A port of it belongs to one service, and so does the
//! listener.

use infra_core::blueprint::{ClusterBlueprint, ServiceBlueprint};
use infra_core::declaration::Stream;
use serde_json::{Value, json};

use super::targets;
use crate::template::cluster::{SSL_POLICY, callers};
use crate::template::draft::Draft;
use crate::template::intrinsic::reference;
use crate::template::output;

/// A listener a stream, and its port opened on the load balancer's security group.
pub(super) fn make(draft: &mut Draft, cluster: &ClusterBlueprint, service: &ServiceBlueprint) {
    let Some(balancer) = cluster.network_balancer else { return };
    for stream in &service.streams {
        let Some(target) = service.stream_target(stream) else { continue };
        let arn = draft.cluster_output(output::NETWORK_BALANCER_ARN, "String");
        let forward = json!({ "Type": "forward", "TargetGroupArn": reference(&targets::id(service, target)) });
        let mut properties = json!({
            "LoadBalancerArn": arn,
            "Port": stream.port,
            "Protocol": protocol(stream),
            "DefaultActions": [forward],
        });
        if stream.tls {
            let certificate = match balancer.certificate {
                Some(arn) => json!(arn),
                None => draft.cluster_output(output::NETWORK_CERTIFICATE_ARN, "String"),
            };
            properties["SslPolicy"] = json!(SSL_POLICY);
            properties["Certificates"] = json!([{ "CertificateArn": certificate }]);
        }
        let id = format!("Stream{}", stream.port);
        draft.resource(&id, "AWS::ElasticLoadBalancingV2::Listener", properties);
        open(draft, cluster, stream, balancer.internal);
    }
}

fn protocol(stream: &Stream) -> &'static str {
    match (stream.tls, stream.udp) {
        (true, _) => "TLS",
        (_, true) => "UDP",
        _ => "TCP",
    }
}

/// Opens the stream's port to those who may call.
fn open(draft: &mut Draft, cluster: &ClusterBlueprint, stream: &Stream, internal: bool) {
    let group = draft.cluster_output(output::NETWORK_BALANCER_SECURITY_GROUP, "AWS::EC2::SecurityGroup::Id");
    for (place, caller) in callers(cluster, internal).into_iter().enumerate() {
        let number = if place == 0 { String::new() } else { (place + 1).to_string() };
        let rule: Value = json!({
            "GroupId": group,
            "IpProtocol": if stream.udp { "udp" } else { "tcp" },
            "FromPort": stream.port,
            "ToPort": stream.port,
            "CidrIp": caller,
            "Description": format!("Stream of {}", draft.physical()),
        });
        draft.resource(&format!("Stream{}Ingress{number}", stream.port), "AWS::EC2::SecurityGroupIngress", rule);
    }
}
