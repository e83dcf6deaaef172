//! Which provider makes which type.

use super::plain::{Identity, Plain};
use super::{
    Provider, auto_scaling_group, capacity_provider, certificate, cluster, dashboard, file_system, image_repository,
    listener, load_balancer, log_group, namespace, network, queue, record_set, registry, role, role_policy, rule,
    schedule, security_group, security_group_rule, target_group,
};

/// Services of which any type is made without its own rules.
const OPAQUE: [&str; 15] = [
    "AWS::ApplicationAutoScaling::",
    "AWS::CertificateManager::",
    "AWS::CloudWatch::",
    "AWS::DynamoDB::",
    "AWS::ECR::",
    "AWS::Events::",
    "AWS::KMS::",
    "AWS::Lambda::",
    "AWS::Route53::",
    "AWS::S3::",
    "AWS::SNS::",
    "AWS::SQS::",
    "AWS::SSM::",
    "AWS::SecretsManager::",
    "AWS::ServiceDiscovery::",
];

static OTHER: Plain = Plain {
    kind: "",
    identity: Identity::Name("Name"),
    attributes: &["*"],
    replacing: &[],
    name: None,
    tagged: true,
    seconds: 5,
};

/// The provider of a type; none where the type is not known.
pub(super) fn find(kind: &str) -> Option<&'static dyn Provider> {
    let provider: &dyn Provider = match kind {
        "AWS::AutoScaling::AutoScalingGroup" => &auto_scaling_group::AutoScalingGroup,
        "AWS::CloudWatch::Dashboard" => &dashboard::Dashboard,
        "AWS::SQS::Queue" => &queue::Queue,
        "AWS::CertificateManager::Certificate" => &certificate::Certificate,
        "AWS::EC2::SecurityGroup" => &security_group::SecurityGroup,
        "AWS::EC2::SecurityGroupEgress" | "AWS::EC2::SecurityGroupIngress" => &security_group_rule::SecurityGroupRule,
        "AWS::EC2::Subnet" => &network::Subnet,
        "AWS::EC2::VPC" => &network::Vpc,
        "AWS::EC2::VPCGatewayAttachment" => &network::VpcGatewayAttachment,
        "AWS::ECR::Repository" => &image_repository::Repository,
        "AWS::ECS::CapacityProvider" => &capacity_provider::CapacityProvider,
        "AWS::ECS::Cluster" => &cluster::Cluster,
        "AWS::ECS::ClusterCapacityProviderAssociations" => &cluster::Associations,
        "AWS::EFS::AccessPoint" => &file_system::AccessPoint,
        "AWS::EFS::FileSystem" => &file_system::FileSystem,
        "AWS::EFS::MountTarget" => &file_system::MountTarget,
        "AWS::ElasticLoadBalancingV2::Listener" => &listener::Listener,
        "AWS::ElasticLoadBalancingV2::ListenerRule" => &rule::ListenerRule,
        "AWS::ElasticLoadBalancingV2::LoadBalancer" => &load_balancer::LoadBalancer,
        "AWS::ElasticLoadBalancingV2::TargetGroup" => &target_group::TargetGroup,
        "AWS::IAM::Role" => &role::Role,
        "AWS::IAM::RolePolicy" => &role_policy::RolePolicy,
        "AWS::Logs::LogGroup" => &log_group::LogGroup,
        "AWS::Route53::RecordSet" => &record_set::RecordSet,
        "AWS::Scheduler::Schedule" => &schedule::Schedule,
        "AWS::ServiceDiscovery::PrivateDnsNamespace" => &namespace::PrivateDnsNamespace,
        "AWS::ServiceDiscovery::Service" => &registry::Service,
        _ => {
            let plain = PLAIN.iter().find(|plain| plain.kind == kind);
            let other = || OPAQUE.iter().any(|prefix| kind.starts_with(prefix)).then_some(&OTHER);
            return plain.or_else(other).map(|plain| plain as &dyn Provider);
        }
    };
    Some(provider)
}

/// A type that is made without rules of its own, tagged and ready after a few seconds.
const fn plain(kind: &'static str, identity: Identity, replacing: &'static [&'static str]) -> Plain {
    Plain { kind, identity, attributes: &[], replacing, name: None, tagged: true, seconds: 3 }
}

static PLAIN: [Plain; 18] = [
    plain("AWS::EC2::InternetGateway", Identity::Id("igw", "InternetGatewayId"), &[]),
    plain("AWS::EC2::RouteTable", Identity::Id("rtb", "RouteTableId"), &["VpcId"]),
    Plain {
        tagged: false,
        ..plain("AWS::EC2::Route", Identity::Of("RouteTableId"), &["RouteTableId", "DestinationCidrBlock"])
    },
    Plain {
        tagged: false,
        ..plain("AWS::EC2::SubnetRouteTableAssociation", Identity::Id("rtbassoc", "Id"), &["SubnetId", "RouteTableId"])
    },
    Plain {
        attributes: &["PublicIp"],
        ..plain("AWS::EC2::EIP", Identity::Id("eipalloc", "AllocationId"), &["Domain"])
    },
    Plain {
        seconds: 90,
        ..plain("AWS::EC2::NatGateway", Identity::Id("nat", "NatGatewayId"), &["SubnetId", "AllocationId"])
    },
    Plain {
        attributes: &["DnsEntries", "NetworkInterfaceIds"],
        seconds: 15,
        ..plain("AWS::EC2::VPCEndpoint", Identity::Id("vpce", "Id"), &["VpcEndpointType", "ServiceName", "VpcId"])
    },
    Plain {
        attributes: &["LatestVersionNumber", "DefaultVersionNumber"],
        ..plain("AWS::EC2::LaunchTemplate", Identity::Id("lt", "LaunchTemplateId"), &["LaunchTemplateName"])
    },
    Plain {
        tagged: false,
        ..plain("AWS::ElasticLoadBalancingV2::ListenerCertificate", Identity::Of("ListenerArn"), &["ListenerArn"])
    },
    Plain {
        seconds: 20,
        tagged: false,
        name: Some("InstanceProfileName"),
        attributes: &["Arn"],
        ..plain(
            "AWS::IAM::InstanceProfile",
            Identity::Arn("iam", "instance-profile/", "InstanceProfileName"),
            &["InstanceProfileName", "Path"],
        )
    },
    Plain { tagged: false, ..plain("AWS::SQS::QueuePolicy", Identity::Id("qp", "Id"), &[]) },
    Plain { tagged: false, ..plain("AWS::IAM::Policy", Identity::Name("PolicyName"), &[]) },
    Plain {
        name: Some("ManagedPolicyName"),
        tagged: false,
        attributes: &["PolicyArn"],
        ..plain("AWS::IAM::ManagedPolicy", Identity::Name("ManagedPolicyName"), &["ManagedPolicyName", "Path"])
    },
    Plain {
        name: Some("Name"),
        attributes: &["Arn", "State"],
        ..plain("AWS::Scheduler::ScheduleGroup", Identity::Arn("scheduler", "schedule-group/", "Name"), &["Name"])
    },
    plain("AWS::EC2::PlacementGroup", Identity::Id("pg", "GroupName"), &["Strategy", "PartitionCount", "SpreadLevel"]),
    Plain {
        tagged: false,
        ..plain("AWS::AutoScaling::ScalingPolicy", Identity::Name("PolicyName"), &["AutoScalingGroupName"])
    },
    Plain {
        tagged: false,
        ..plain("AWS::AutoScaling::ScheduledAction", Identity::Name("ScheduledActionName"), &["AutoScalingGroupName"])
    },
    Plain {
        tagged: false,
        ..plain("AWS::AutoScaling::LifecycleHook", Identity::Name("LifecycleHookName"), &["AutoScalingGroupName"])
    },
];
