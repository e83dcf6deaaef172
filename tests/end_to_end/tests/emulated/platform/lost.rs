//! What moto 5.2.5 takes and then loses.

use std::collections::BTreeSet;

use serde_json::Value;

/// What does not come back as it was sent: the type of a resource or the action of a call, the path of the property in
/// it, and the reason. Whatever else is sent must come back.
pub(crate) const LOST: [Lost; 29] = [
    Lost("AWS::EC2::EIP", "Tags", NAME),
    Lost("AWS::EC2::InternetGateway", "Tags", NAME),
    Lost("AWS::EC2::NatGateway", "Tags", NAME),
    Lost("AWS::EC2::RouteTable", "Tags", NAME),
    Lost("AWS::EC2::VPCEndpoint", "Tags", NAME),
    Lost("AWS::EC2::SecurityGroup", "SecurityGroupEgress", "it reads as anything to anywhere"),
    Lost("AWS::EC2::SecurityGroup", "SecurityGroupIngress.Description", "a rule has none"),
    Lost("AWS::EC2::Subnet", "MapPublicIpOnLaunch", "it reads false"),
    Lost("AWS::EC2::VPC", "EnableDnsHostnames", "it reads false"),
    Lost("AWS::ECS::Cluster", "CapacityProviders", "a stack's cluster has none"),
    Lost("AWS::ECS::Cluster", "ClusterSettings.Value", "Container Insights reads disabled"),
    Lost("AWS::EFS::FileSystem", "FileSystemPolicy", "a stack's file system has none"),
    Lost("AWS::ElasticLoadBalancingV2::ListenerRule", "Transforms", "a rule has none"),
    Lost("AWS::ElasticLoadBalancingV2::LoadBalancer", "LoadBalancerAttributes", "they read as their defaults"),
    Lost("AWS::ElasticLoadBalancingV2::LoadBalancer", "Type", "all are application load balancers"),
    Lost("AWS::ElasticLoadBalancingV2::TargetGroup", "TargetGroupAttributes", "they read as their defaults"),
    Lost("AWS::IAM::Role", "ManagedPolicyArns", "it knows AWS's policies only where it is told to load them all"),
    Lost("AWS::IAM::Role", ACCESS_POINT, "a stack's access point has no id to refer to"),
    Lost("AWS::Route53::RecordSet", "HostedZoneId", "zones have ids that moto gives"),
    Lost("CreateService", "availabilityZoneRebalancing", SERVICE),
    Lost("CreateService", "capacityProviderStrategy", SERVICE),
    Lost("CreateService", "deploymentConfiguration", SERVICE),
    Lost("CreateService", "enableECSManagedTags", SERVICE),
    Lost("CreateService", "enableExecuteCommand", SERVICE),
    Lost("CreateService", "healthCheckGracePeriodSeconds", SERVICE),
    Lost("CreateService", "placementConstraints", SERVICE),
    Lost("CreateService", "placementStrategy", SERVICE),
    Lost("CreateService", "serviceConnectConfiguration", SERVICE),
    Lost("CreateService", "volumeConfigurations", SERVICE),
];

const NAME: &str = "what it is called is lost, though not what the stack's own tags say";
const ACCESS_POINT: &str = "Policies.PolicyDocument.Statement.Condition.StringEquals.elasticfilesystem:AccessPointArn";
const SERVICE: &str = "moto's services have no such field";

/// One row: what is sent, the path in it, and why it does not come back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Lost(pub(crate) &'static str, pub(crate) &'static str, pub(crate) &'static str);

/// Takes what does not come back out of what was sent, but for `kept`.
pub(super) fn without_lost(kind: &str, sent: &Value, kept: Option<&Lost>) -> Value {
    let mut left = sent.clone();
    for row in LOST.iter().filter(|row| row.0 == kind && Some(*row) != kept) {
        take(&mut left, row.1);
    }
    left
}

/// The rows that this could make needed.
pub(super) fn rows_of(kind: &str) -> BTreeSet<Lost> {
    LOST.into_iter().filter(|row| row.0 == kind).collect()
}

/// Makes what lies at a path null, in each element where there is a list on the way.
fn take(value: &mut Value, path: &str) {
    let (name, rest) = path.split_once('.').map_or((path, None), |(name, rest)| (name, Some(rest)));
    match value {
        Value::Array(values) => values.iter_mut().for_each(|value| take(value, path)),
        Value::Object(fields) => match (fields.get_mut(name), rest) {
            (Some(value), Some(rest)) => take(value, rest),
            (Some(value), None) => *value = Value::Null,
            (None, _) => {}
        },
        _ => {}
    }
}
