//! The names of what stacks tell each other and the target.

use infra_core::blueprint::{ServiceBlueprint, TargetGroup, WorkloadBlueprint};
use infra_core::declaration::Subnets;

/// The cluster's name.
pub(crate) const CLUSTER_NAME: &str = "ClusterName";
/// The id of the VPC.
pub(crate) const VPC_ID: &str = "VpcId";
/// The ids of the subnets that tasks run in, joined by commas.
pub(crate) const TASK_SUBNETS: &str = "TaskSubnets";
/// The ids of the public subnets, joined by commas; only where a workload asks for them.
pub(crate) const PUBLIC_TASK_SUBNETS: &str = "PublicTaskSubnets";
/// The ids of the private subnets, joined by commas; only where a workload asks for them.
pub(crate) const PRIVATE_TASK_SUBNETS: &str = "PrivateTaskSubnets";
/// The ARN of the load balancer; only where there is one.
pub(crate) const LOAD_BALANCER_ARN: &str = "LoadBalancerArn";
/// The DNS name of the load balancer; only where there is one.
pub(crate) const LOAD_BALANCER_DNS_NAME: &str = "LoadBalancerDnsName";
/// The id of the load balancer's security group; only where there is one.
pub(crate) const LOAD_BALANCER_SECURITY_GROUP: &str = "LoadBalancerSecurityGroup";
/// The ARN of the namespace in which services find each other; only where there is one.
pub(crate) const NAMESPACE_ARN: &str = "NamespaceArn";

/// The ARN of the network load balancer; only where there is one.
pub(crate) const NETWORK_BALANCER_ARN: &str = "NetworkBalancerArn";
/// The DNS name of the network load balancer; only where there is one.
pub(crate) const NETWORK_BALANCER_DNS_NAME: &str = "NetworkBalancerDnsName";
/// The id of the network load balancer's security group; only where there is one.
pub(crate) const NETWORK_BALANCER_SECURITY_GROUP: &str = "NetworkBalancerSecurityGroup";
/// The ARN of the certificate that was made for the network load balancer's domain; only where there is one.
pub(crate) const NETWORK_CERTIFICATE_ARN: &str = "NetworkCertificateArn";

/// The ARN of the role that a workload's own code has.
pub(crate) const TASK_ROLE_ARN: &str = "TaskRoleArn";
/// The ARN of the role with which ECS starts a workload's containers.
pub(crate) const EXECUTION_ROLE_ARN: &str = "ExecutionRoleArn";
/// The id of a workload's security group.
pub(crate) const SECURITY_GROUP_ID: &str = "SecurityGroupId";
/// The ARN of a service's second target group; only where its deployments move traffic, or have left it there.
pub(crate) const ALTERNATE_TARGET_GROUP_ARN: &str = "AlternateTargetGroupArn";
/// The ARN of the listener rule whose traffic deployments move; only where they do.
pub(crate) const PRODUCTION_RULE_ARN: &str = "ProductionRuleArn";
/// The ARN of the listener rule that leads test requests to new tasks; only where deployments move traffic.
pub(crate) const TEST_RULE_ARN: &str = "TestRuleArn";
/// The ARN of the role with which ECS moves traffic; only where it does.
pub(crate) const INFRASTRUCTURE_ROLE_ARN: &str = "InfrastructureRoleArn";

/// The ARN of a target group of a service.
pub(crate) fn target_group(service: &ServiceBlueprint, group: TargetGroup) -> String {
    format!("{}Arn", super::target_group_id(service, group))
}

/// Where the tasks of a workload run: the output of its cluster that has the subnets.
pub(crate) fn subnets(workload: &WorkloadBlueprint) -> &'static str {
    match workload.subnets {
        None => TASK_SUBNETS,
        Some(Subnets::Public) => PUBLIC_TASK_SUBNETS,
        Some(Subnets::Private) => PRIVATE_TASK_SUBNETS,
    }
}

/// The ARN of the listener on `port`; only of listeners that take rules.
pub(crate) fn listener(port: u16) -> String {
    format!("Listener{port}")
}

/// The name in AWS of the capacity provider that the cluster calls `name`; not of Fargate's.
pub(crate) fn capacity_provider(name: &str) -> String {
    format!("CapacityProvider{}", id(name))
}

/// The letters and digits of a name, each word with a capital: what a logical id may have. The names of a cluster's
/// providers differ in them.
pub(crate) fn id(name: &str) -> String {
    let words = name.split(|letter: char| !letter.is_ascii_alphanumeric());
    let capital = |word: &str| match word.split_at_checked(1) {
        Some((first, rest)) => first.to_ascii_uppercase() + rest,
        None => String::new(),
    };
    words.map(capital).collect()
}
