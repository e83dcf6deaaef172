//! Which properties cannot change on a resource that is there, so that another one is made.

/// The `createOnlyProperties` of every type, a line each: the type, a comma, and the properties by their paths.
///
/// Source: the resource schemas of CloudFormation, 2026-11, as in cfn-lint 1.58.0.
const SCHEMAS: &str = include_str!("../../../data/create-only.csv");

/// The properties of a type that replace it. What the schemas call *conditionally* create-only changes in place here: an
/// Auto Scaling group is replaced for its subnets or its launch template only under an update policy that asks for it.
pub(super) fn paths(resource_type: &str) -> impl Iterator<Item = &'static str> {
    let of_schema = schema(resource_type).unwrap_or_default().split_ascii_whitespace();
    of_templates(resource_type).iter().copied().chain(of_schema)
}

/// Whether anything is known of a type.
pub(super) fn is_known(resource_type: &str) -> bool {
    schema(resource_type).is_some()
}

fn schema(resource_type: &str) -> Option<&'static str> {
    SCHEMAS
        .lines()
        .filter_map(|line| line.split_once(','))
        .find(|(name, _)| *name == resource_type)
        .map(|(_, paths)| paths)
}

/// Those of the types that our own templates have, where the schemas lack some.
fn of_templates(resource_type: &str) -> &'static [&'static str] {
    match resource_type {
        "AWS::EC2::VPC" => &["CidrBlock"],
        "AWS::EC2::Subnet" => &["VpcId", "AvailabilityZone", "CidrBlock"],
        "AWS::EC2::VPCGatewayAttachment" | "AWS::EC2::RouteTable" => &["VpcId"],
        "AWS::EC2::Route" => &["RouteTableId", "DestinationCidrBlock"],
        "AWS::EC2::SubnetRouteTableAssociation" => &["SubnetId", "RouteTableId"],
        "AWS::EC2::NatGateway" => &["SubnetId", "AllocationId"],
        "AWS::EC2::VPCEndpoint" => &["VpcEndpointType", "ServiceName", "VpcId"],
        "AWS::CertificateManager::Certificate" => {
            &["DomainName", "SubjectAlternativeNames", "DomainValidationOptions", "ValidationMethod", "KeyAlgorithm"]
        }
        "AWS::EC2::SecurityGroup" => &["GroupDescription", "VpcId"],
        // All but what it says of itself.
        "AWS::EC2::SecurityGroupEgress" => {
            &["GroupId", "IpProtocol", "FromPort", "ToPort", "DestinationSecurityGroupId"]
        }
        "AWS::EC2::SecurityGroupIngress" => {
            &["GroupId", "IpProtocol", "FromPort", "ToPort", "CidrIp", "SourceSecurityGroupId"]
        }
        "AWS::EFS::FileSystem" => &["Encrypted", "PerformanceMode"],
        "AWS::EFS::MountTarget" => &["FileSystemId", "SubnetId"],
        "AWS::EFS::AccessPoint" => &["FileSystemId", "PosixUser", "RootDirectory"],
        "AWS::ServiceDiscovery::PrivateDnsNamespace" => &["Name", "Vpc"],
        "AWS::ServiceDiscovery::Service" => &["HealthCheckCustomConfig", "Name", "NamespaceId", "Type"],
        "AWS::CloudWatch::Dashboard" => &["DashboardName"],
        "AWS::ECS::Cluster" => &["ClusterName"],
        "AWS::ECS::CapacityProvider" => &["Name", "ClusterName", "AutoScalingGroupProvider/AutoScalingGroupArn"],
        "AWS::AutoScaling::ScheduledAction" | "AWS::AutoScaling::ScalingPolicy" => &["AutoScalingGroupName"],
        "AWS::EC2::PlacementGroup" => &["Strategy", "PartitionCount"],
        "AWS::ECS::ClusterCapacityProviderAssociations" => &["Cluster"],
        "AWS::ElasticLoadBalancingV2::LoadBalancer" => &["Name", "Type", "Scheme"],
        "AWS::ElasticLoadBalancingV2::Listener" => &["LoadBalancerArn"],
        "AWS::ElasticLoadBalancingV2::ListenerRule" => &["ListenerArn"],
        "AWS::ElasticLoadBalancingV2::TargetGroup" => {
            &["Name", "VpcId", "TargetType", "Protocol", "ProtocolVersion", "Port"]
        }
        "AWS::Logs::LogGroup" => &["LogGroupName"],
        "AWS::Route53::RecordSet" => &["HostedZoneId", "Name"],
        "AWS::Scheduler::Schedule" | "AWS::Scheduler::ScheduleGroup" => &["Name"],
        // Everything that we set on a gateway, an address, a launch template, an Auto Scaling group, a role or an
        // instance profile changes in place.
        _ => &[],
    }
}

/// The attributes that take another value when the resource changes in place.
pub(super) fn changing_attributes(resource_type: &str) -> &'static [&'static str] {
    match resource_type {
        "AWS::EC2::LaunchTemplate" => &["LatestVersionNumber"],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_of_the_users_own_are_known() {
        assert!(paths("AWS::SQS::Queue").any(|path| path == "QueueName"));
        assert!(paths("AWS::DynamoDB::Table").all(|path| path != "BillingMode"));
        assert!(is_known("AWS::SNS::Topic") && !is_known("Custom::Thing"));
    }
}
