//! The names of what stacks tell each other and the target.

use infra_core::blueprint::{ServiceBlueprint, TargetGroup, WorkloadBlueprint};
use infra_core::declaration::{AutoScalingGroup, ManagedInstances, Placement, Provider, Subnets};
use infra_core::string;

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
/// The name of the CloudWatch dashboard; only where there is one.
pub(crate) const DASHBOARD_NAME: &str = "DashboardName";
/// The id of the load balancer's security group; only where there is one.
pub(crate) const LOAD_BALANCER_SECURITY_GROUP: &str = "LoadBalancerSecurityGroup";
/// The ARN of the namespace in which services find each other; only where there is one.
pub(crate) const NAMESPACE_ARN: &str = "NamespaceArn";
/// The ARN of the service of Cloud Map in which a service's tasks are registered; only where it has a DNS name.
pub(crate) const REGISTRY_ARN: &str = "RegistryArn";

/// The id of the namespace of this name. Under another name it is another one, to which services move before the old one
/// goes, so that both have an output meanwhile.
pub(crate) fn namespace_id(namespace: &str) -> String {
    format!("NamespaceId{}", of_namespace(namespace))
}

/// What tells the resources of a namespace from those of one with another name.
pub(crate) fn of_namespace(namespace: &str) -> String {
    format!("{:08x}", string::hash(namespace) >> 32)
}

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
/// The name of that role; only of a service that runs tasks, and has no role that is given.
pub(crate) const TASK_ROLE_NAME: &str = "TaskRoleName";
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

/// The id of the security group that the cluster's instances share; only where tasks share their network.
pub(crate) const INSTANCE_SECURITY_GROUP: &str = "InstanceSecurityGroupId";
/// The ARN of the role with which ECS makes volumes of EBS; only where tasks have one.
pub(crate) const VOLUME_ROLE_ARN: &str = "VolumeRoleArn";

/// The id of the file system that is made for a volume.
pub(crate) fn file_system(volume: &str) -> String {
    format!("{}FileSystemId", volume_id(volume))
}

/// The id of the access point by which a volume that is made is mounted.
pub(crate) fn access_point(volume: &str) -> String {
    format!("{}AccessPointId", volume_id(volume))
}

/// The id of a subnet in zone `number`, from 1, that is there whatever else the network has; only where file systems have
/// mount targets.
pub(crate) fn zone_subnet(number: u8) -> String {
    format!("ZoneSubnet{number}")
}

/// A volume's name as logical ids have it, which take letters and digits alone: with a hash where that leaves something
/// out, so that two names stay two.
pub(crate) fn volume_id(volume: &str) -> String {
    let mut id = String::new();
    for word in volume.split(|letter: char| !letter.is_ascii_alphanumeric()) {
        let mut letters = word.chars();
        id.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        id.extend(letters);
    }
    if volume.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()) {
        return id;
    }
    format!("{id}{:08x}", string::hash(volume) >> 32)
}

/// The URL of the queue that keeps what a task's schedules could not start; only where it declares one.
pub(crate) const DEAD_LETTER_QUEUE_URL: &str = "DeadLetterQueueUrl";

/// The ARN of the listener on `port`; only of listeners that take rules.
pub(crate) fn listener(port: u16) -> String {
    format!("Listener{port}")
}

/// The names of the Auto Scaling groups whose instances are protected from scaling in, joined by commas; only where there
/// are such.
pub(crate) const PROTECTED_GROUPS: &str = "ProtectedGroups";

/// What the name of the capacity provider of an Auto Scaling group begins with; the group's name follows.
pub(crate) const PROVIDER_OF_GROUP: &str = "cp-";

/// The name in AWS of a capacity provider; not of Fargate's.
pub(crate) fn capacity_provider(provider: &Provider) -> String {
    format!("CapacityProvider{}", provider_id(provider))
}

/// What tells the resources of a provider from those of the cluster's others. What cannot change in place is part of it, so
/// that another provider is made, to which workloads move before the first one goes.
pub(crate) fn provider_id(provider: &Provider) -> String {
    let kind = match provider {
        Provider::Ec2(AutoScalingGroup { placement: Some(Placement::Partition(partitions)), .. }) => {
            format!("In{}Partitions", partitions.count)
        }
        Provider::Ec2(AutoScalingGroup { placement: Some(placement), .. }) => format!("In{}", id(placement.word())),
        Provider::Managed(ManagedInstances { spot: true, .. }) => "OnSpot".to_owned(),
        _ => String::new(),
    };
    id(&provider.called()) + &kind
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn volumes_have_ids_of_their_own() {
        assert_eq!(
            (file_system("data").as_str(), access_point("data2").as_str()),
            ("DataFileSystemId", "Data2AccessPointId")
        );
        let ids = ["a-b", "a_b", "ab", "aB", "AB", "A-b"].map(volume_id);
        assert!(ids.iter().all(|id| id.bytes().all(|byte| byte.is_ascii_alphanumeric())));
        assert_eq!(ids.iter().collect::<std::collections::BTreeSet<_>>().len(), ids.len());
    }
}
