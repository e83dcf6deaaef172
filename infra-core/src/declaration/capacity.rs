//! Where tasks run.

use super::Disk;
use crate::language::{block, choice};
use crate::string::same;

choice! {
    /// An entry of a cluster's capacity provider strategy.
    pub enum Provider words provider_words {
        /// Fargate. `FARGATE`.
        fargate => Fargate(FargateProvider) [] "fargate";
        /// Spare capacity of Fargate, at about a third of the price, taken back with two minutes' notice.
        /// `FARGATE_SPOT`.
        fargate_spot => FargateSpot(FargateProvider) [] "fargate_spot(weight = 3)";
        /// An Auto Scaling group behind a capacity provider with managed scaling and draining.
        ec2 => Ec2(AutoScalingGroup) [] "ec2(\"c5n.xlarge\", 1..=10)";
        /// ECS Managed Instances: AWS chooses, patches and replaces the instances.
        managed => Managed(ManagedInstances) [pending] "managed(vcpu = 2..=8, memory = 4..=32)";
    }
}

choice! {
    /// An entry of a service's or task's own capacity provider strategy.
    pub enum WorkloadProvider words workload_provider_words {
        @literal Named: text(name::capacity_provider) "A capacity provider of the cluster, by the `name` that it was given there.";
        /// Fargate. `FARGATE`.
        fargate => Fargate(FargateProvider) [] "fargate";
        /// Spare capacity of Fargate. `FARGATE_SPOT`.
        fargate_spot => FargateSpot(FargateProvider) [] "fargate_spot(weight = 3)";
        /// A capacity provider of the cluster with a base and a weight.
        provider => Provider(NamedProvider) [] "provider(\"batch\", weight = 2)";
    }
}

block! {
    /// A share of Fargate's capacity.
    pub struct FargateProvider keys fargate_provider_keys {
        /// How many tasks run here before the weights count, 0 to 100,000; above 0 on one entry at most.
        /// `CapacityProviderStrategyItem.base`.
        base => base: u32(capacity::base) [= 0] [] "base = 1";
        /// The share of the tasks beyond the base, 0 to 1,000. `CapacityProviderStrategyItem.weight`.
        weight => weight: u32(capacity::weight) [= 1] [] "weight = 1";
    }
}

block! {
    /// A share of a capacity provider of the cluster.
    pub struct NamedProvider keys named_provider_keys {
        /// The name that the cluster gives it.
        name => name: text(name::capacity_provider) [required] [bare] "provider(\"batch\")";
        /// How many tasks run here before the weights count, 0 to 100,000; above 0 on one entry at most.
        /// `CapacityProviderStrategyItem.base`.
        base => base: u32(capacity::base) [= 0] [] "base = 1";
        /// The share of the tasks beyond the base, 0 to 1,000. `CapacityProviderStrategyItem.weight`.
        weight => weight: u32(capacity::weight) [= 1] [] "weight = 1";
    }
}

block! {
    /// An Auto Scaling group behind a capacity provider.
    pub struct AutoScalingGroup keys auto_scaling_group_keys {
        /// The instance type, as `c5n.xlarge`: one that ECS can use. `InstanceType` of the launch template.
        instance_type => instance_type: linted((machine::of_ecs) (machine::warning)) [optional] [bare]
            "ec2(\"c5n.xlarge\", 1..=10)";
        /// The fewest and the most instances; the most is at least 1. `MinSize`, `MaxSize`.
        instances => instances: range(capacity::range) [required] [bare] "ec2(\"c5n.xlarge\", 1..=10)";
        /// Several instance types in the place of one, best first, up to 40 of one architecture: what is there is taken.
        /// `MixedInstancesPolicy.LaunchTemplate.Overrides`.
        types => types: list(linted((machine::of_ecs) (machine::warning))) [= &[]; "the one instance type"]
            [pending] "types = [\"c5n.xlarge\", \"c6in.xlarge\"]";
        /// The name of the capacity provider, by which `capacity = "name"` of a service or task asks for it.
        name => name: text(name::capacity_provider) [optional; "the instance type, as `c5n-xlarge`"] [] "name = \"batch\"";
        /// How many tasks run here before the weights count, 0 to 100,000; above 0 on one entry at most.
        /// `CapacityProviderStrategyItem.base`.
        base => base: u32(capacity::base) [= 0] [] "base = 1";
        /// The share of the tasks beyond the base, 0 to 1,000. `CapacityProviderStrategyItem.weight`.
        weight => weight: u32(capacity::weight) [= 1] [] "weight = 1";
        /// Spot instances, beyond `on_demand_base`. `InstancesDistribution.OnDemandPercentageAboveBaseCapacity`.
        spot => spot: flag() [= false] [pending] "spot";
        /// How many instances are on demand before spot instances are taken, at most as many as there may be.
        /// `InstancesDistribution.OnDemandBaseCapacity`.
        on_demand_base => on_demand_base: u32() [= 0] [pending] "on_demand_base = 2";
        /// The machine image: `al2023`, `bottlerocket`, or the id of your own. Architecture and GPU variant follow the
        /// instance type. `ImageId`.
        ami => ami: choice(Ami) [= Ami::Al2023; "`al2023`"] [pending] "ami = bottlerocket";
        /// The root volume. `BlockDeviceMappings.Ebs`.
        disk => disk: block(Disk) [optional; "30 GB of gp3, encrypted"] [pending]
            "disk(\"50 GB\", gp3, iops = 4000, throughput = 250)";
        /// A placement group: all instances close together, each on its own hardware, or in partitions.
        /// `PlacementGroup.Strategy`.
        placement => placement: choice(Placement) [optional; "wherever there is room"] [pending] "placement = spread";
        /// How full managed scaling keeps the instances, in percent, 1 to 100; below 100 some stay free.
        /// `ManagedScaling.TargetCapacity`.
        target => target: u32(capacity::group::target) [= 100] [pending] "target = 90";
        /// Another range at certain times. `ScheduledAction`.
        scale_at => scale_at: block(ScaleInstancesAt) [repeated] [pending]
            "scale_at(schedule = \"cron(0 7 * * ? *)\", 4..=20)";
        /// How long a new instance takes until it counts, up to 10,000 seconds. `ManagedScaling.InstanceWarmupPeriod`.
        warm_up => warm_up_seconds: seconds(capacity::group::warm_up) [= 300; "5m"] [pending] "warm_up = \"3m\"";
        /// A script that runs before the ECS agent starts, up to 12 KiB. `UserData`.
        user_data => user_data: text(capacity::group::user_data) [optional] [pending] "user_data = SETUP";
        /// The name of an EC2 key pair. `KeyName`.
        key => key: text(capacity::group::key_pair) [optional; "no SSH"] [pending] "key = \"ops\"";
        /// Instances with tasks on them are not taken by scaling in. `ManagedTerminationProtection`.
        protect_scale_in => protect_scale_in: flag() [= false] [pending] "protect_scale_in";
    }
    holds {
        [instance_type types instances] INSTANCES_HAVE_A_TYPE => group::one_kind_of_types;
        [types] TYPES_ARE_FEW_ENOUGH => group::types;
        [on_demand_base] BASE_IS_POSSIBLE => group::on_demand_base;
        [placement] TYPES_CAN_BE_PLACED => group::placement;
        [disk ami] INSTANCES_START_FROM_THE_DISK => group::root;
    }
}

block! {
    /// ECS Managed Instances.
    pub struct ManagedInstances keys managed_instances_keys {
        /// The fewest and the most vCPUs of an instance. `InstanceRequirements.VCpuCount`.
        vcpu => vcpu: range(capacity::managed::vcpu) [optional; "what the tasks need"] [] "vcpu = 2..=8";
        /// The least and the most memory of an instance, in GiB. `InstanceRequirements.MemoryMiB`.
        memory => memory: range(capacity::managed::memory) [optional; "what the tasks need"] [] "memory = 4..=32";
        /// Instance types, with `*` for any letters, up to 400. `InstanceRequirements.AllowedInstanceTypes`.
        types => types: list(text(capacity::managed::instance_type)) [= &[]; "any"] [] "types = [\"c7g.*\"]";
        /// The name of the capacity provider, by which `capacity = "name"` of a service or task asks for it.
        name => name: text(name::capacity_provider) [optional; "`managed`"] [] "name = \"batch\"";
        /// Spot instances. `CapacityOptionType`.
        spot => spot: flag() [= false] [] "spot";
        /// How many tasks run here before the weights count, 0 to 100,000; above 0 on one entry at most.
        /// `CapacityProviderStrategyItem.base`.
        base => base: u32(capacity::base) [= 0] [] "base = 1";
        /// The share of the tasks beyond the base, 0 to 1,000. `CapacityProviderStrategyItem.weight`.
        weight => weight: u32(capacity::weight) [= 1] [] "weight = 1";
    }
    holds {
        [types] TYPES_ARE_FEW_ENOUGH => group::managed_types;
    }
}

choice! {
    /// A machine image.
    pub enum Ami words ami_words {
        @literal Id: text(capacity::group::ami) "The id of an image of your own, with the ECS agent in it.";
        /// Amazon Linux 2023, optimised for ECS, the newest at the time of the deploy.
        al2023 => Al2023 [] "ami = al2023";
        /// Bottlerocket, the newest at the time of the deploy.
        bottlerocket => Bottlerocket [] "ami = bottlerocket";
    }
}

choice! {
    /// A placement group.
    pub enum Placement words placement_words {
        /// Close together in one zone, for the network between them.
        cluster => Cluster [] "placement = cluster";
        /// Each on hardware of its own, up to 7 a zone.
        spread => Spread [] "placement = spread";
        /// In partitions that share no hardware.
        partition => Partition(Partitions) [] "placement = partition(3)";
    }
}

block! {
    /// The partitions of a placement group.
    pub struct Partitions keys partitions_keys {
        /// How many a zone, 1 to 7. `PartitionCount`.
        count => count: u32(capacity::group::partitions) [required] [bare] "partition(3)";
    }
}

block! {
    /// Another number of instances at certain times.
    pub struct ScaleInstancesAt keys scale_instances_at_keys {
        /// The fewest and the most instances from then on. `MinSize`, `MaxSize`.
        instances => instances: range(capacity::range) [required] [bare] "scale_at(schedule = \"..\", 4..=20)";
        /// When: `cron(..)`, `rate(..)` or `at(..)`. `Recurrence`, `StartTime`.
        schedule => schedule: text(schedule::expression) [required] [] "schedule = \"cron(0 7 * * ? *)\"";
    }
}

impl Provider {
    /// Whether it is `FARGATE` or `FARGATE_SPOT`.
    #[must_use]
    pub const fn is_fargate(&self) -> bool {
        matches!(self, Self::Fargate(_) | Self::FargateSpot(_))
    }

    /// Its base.
    #[must_use]
    pub const fn base(&self) -> u32 {
        match self {
            Self::Fargate(provider) | Self::FargateSpot(provider) => provider.base,
            Self::Ec2(group) => group.base,
            Self::Managed(managed) => managed.base,
        }
    }

    /// Whether tasks that ask for no capacity of their own come here: it has a base or a weight. What has neither serves
    /// those that name it.
    #[must_use]
    pub const fn is_shared(&self) -> bool {
        self.base() > 0 || self.weight() > 0
    }

    /// Whether it is the provider that workloads call `name`.
    #[must_use]
    pub const fn is_called(&self, name: &str) -> bool {
        match self {
            Self::Fargate(_) | Self::FargateSpot(_) => false,
            Self::Ec2(group) => match group.name {
                Some(own) => same(own, name),
                None => group.type_count() > 0 && same_but_for_dots(group.type_at(0), name),
            },
            Self::Managed(managed) => match managed.name {
                Some(own) => same(own, name),
                None => same("managed", name),
            },
        }
    }

    /// By what workloads call it; AWS's own name for a provider of Fargate.
    #[must_use]
    pub fn called(&self) -> String {
        match self {
            Self::Fargate(_) => "FARGATE".to_owned(),
            Self::FargateSpot(_) => "FARGATE_SPOT".to_owned(),
            Self::Ec2(group) => match group.name {
                Some(name) => name.to_owned(),
                None if group.type_count() > 0 => group.type_at(0).replace('.', "-"),
                None => String::new(),
            },
            Self::Managed(managed) => managed.name.unwrap_or("managed").to_owned(),
        }
    }

    /// Its weight.
    #[must_use]
    pub const fn weight(&self) -> u32 {
        match self {
            Self::Fargate(provider) | Self::FargateSpot(provider) => provider.weight,
            Self::Ec2(group) => group.weight,
            Self::Managed(managed) => managed.weight,
        }
    }
}

impl AutoScalingGroup {
    /// How many instance types it names.
    #[must_use]
    pub const fn type_count(&self) -> usize {
        self.types.len() + self.instance_type.is_some() as usize
    }

    /// One of its instance types, by number.
    #[must_use]
    pub const fn type_at(&self, at: usize) -> &'static str {
        match self.instance_type {
            Some(name) if at == 0 => name,
            Some(_) => self.types[at - 1],
            None => self.types[at],
        }
    }
}

/// Whether `name` is the instance type with `-` for each dot.
const fn same_but_for_dots(instance_type: &str, name: &str) -> bool {
    let (left, right) = (instance_type.as_bytes(), name.as_bytes());
    if left.len() != right.len() {
        return false;
    }
    let mut at = 0;
    while at < left.len() {
        if right[at] != (if left[at] == b'.' { b'-' } else { left[at] }) {
            return false;
        }
        at += 1;
    }
    true
}
