//! Where tasks run.

use super::{Disk, DiskKind};
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
        managed => Managed(ManagedInstances) [] "managed(vcpu = 2..=8, memory = 4..=32)";
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
            [] "types = [\"c5n.xlarge\", \"c6in.xlarge\"]";
        /// The name of the capacity provider, by which `capacity = "name"` of a service or task asks for it.
        name => name: text(name::capacity_provider) [optional; "the instance type, as `c5n-xlarge`"] [] "name = \"batch\"";
        /// How many tasks run here before the weights count, 0 to 100,000; above 0 on one entry at most.
        /// `CapacityProviderStrategyItem.base`.
        base => base: u32(capacity::base) [= 0] [] "base = 1";
        /// The share of the tasks beyond the base, 0 to 1,000. `CapacityProviderStrategyItem.weight`.
        weight => weight: u32(capacity::weight) [= 1] [] "weight = 1";
        /// Spot instances, beyond `on_demand_base`. `InstancesDistribution.OnDemandPercentageAboveBaseCapacity`.
        spot => spot: flag() [= false] [] "spot";
        /// How many instances are on demand before spot instances are taken, at most as many as there may be.
        /// `InstancesDistribution.OnDemandBaseCapacity`.
        on_demand_base => on_demand_base: u32() [= 0] [] "on_demand_base = 2";
        /// The machine image: `al2023`, `bottlerocket`, or the id of your own. Architecture and GPU variant follow the
        /// instance type. `ImageId`.
        ami => ami: choice(Ami) [= Ami::Al2023; "`al2023`"] [] "ami = bottlerocket";
        /// The volume of images and containers, encrypted: the root volume, and Bottlerocket's data volume. Without it an
        /// image of your own has the volumes that it says. `BlockDeviceMappings.Ebs`.
        disk => disk: block(Disk) [optional; "30 GB of gp3, encrypted"] []
            "disk(\"50 GB\", gp3, iops = 4000, throughput = 250)";
        /// A further volume, encrypted, with a file system that is made at the first start and mounted at a path of the
        /// instance, where `host(..)` volumes of tasks find it. It goes with its instance. Up to 11, on Amazon Linux. (The
        /// NVMe disks of types that have some are mounted without it: the first one at `/mnt/instance-store`, the next at
        /// `/mnt/instance-store-2`.) `BlockDeviceMappings.Ebs`.
        data => data: block(DataDisk) [repeated; "none"] [] "data(\"100 GB\", gp3, at = \"/data\")";
        /// A placement group: all instances close together, each on its own hardware, or in partitions.
        /// `PlacementGroup.Strategy`.
        placement => placement: choice(Placement) [optional; "wherever there is room"] [] "placement = spread";
        /// How full managed scaling keeps the instances, in percent, 1 to 100; below 100 some stay free.
        /// `ManagedScaling.TargetCapacity`.
        target => target: u32(capacity::group::target) [= 100] [] "target = 90";
        /// Another range at certain times. `ScheduledAction`.
        scale_at => scale_at: block(ScaleInstancesAt) [repeated] []
            "scale_at(schedule = \"cron(0 7 * * ? *)\", 4..=20)";
        /// How long a new instance takes until it counts, up to 10,000 seconds. `ManagedScaling.InstanceWarmupPeriod`.
        warm_up => warm_up_seconds: seconds(capacity::group::warm_up) [= 300; "5m"] [] "warm_up = \"3m\"";
        /// A script that runs before the ECS agent starts, or `#cloud-config`, up to 12 KiB; settings in TOML on
        /// Bottlerocket. `UserData`.
        user_data => user_data: text(capacity::group::user_data) [optional] [] "user_data = SETUP";
        /// The name of an EC2 key pair. `KeyName`.
        key => key: text(capacity::group::key_pair) [optional; "no SSH"] [] "key = \"ops\"";
        /// Instances with tasks on them are not taken by scaling in. `ManagedTerminationProtection`.
        protect_scale_in => protect_scale_in: flag() [= false] [] "protect_scale_in";
        /// Instances are added before the load comes, by the load of past days, so that their average CPU use stays at so
        /// many percent, 1 to 100. Managed scaling goes on beside it. `PredictiveScaling`.
        predictive => predictive: u32(capacity::group::predictive) [optional; "by what tasks need"] [] "predictive = 60";
        /// Which instances go first when there are too many, the first policy that decides. `TerminationPolicies`.
        termination => termination: some(choice(Termination)) [= &[]; "the zones stay balanced, the oldest template goes first"] []
            "termination = oldest_instance";
        /// Tasks share a trunk of their instance, so that several times as many with network interfaces of their own find
        /// room. Instances switch it on for their role when they start. On Amazon Linux. `awsvpcTrunking`.
        trunking => trunking: flag() [= false] [] "trunking";
    }
    holds {
        [instance_type types instances] INSTANCES_HAVE_A_TYPE => group::one_kind_of_types;
        [types] TYPES_ARE_FEW_ENOUGH => group::types;
        [on_demand_base] BASE_IS_POSSIBLE => group::on_demand_base;
        [placement] TYPES_CAN_BE_PLACED => group::placement;
        [disk ami] INSTANCES_START_FROM_THE_DISK => group::root;
        [data ami] DATA_CAN_BE_MOUNTED => group::data;
        [user_data ami] USER_DATA_CAN_BE_READ => group::user_data;
        [trunking ami types instance_type] @needs [trunking] TYPES_HAVE_TRUNKS => group::trunking;
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

choice! {
    /// Which instances go first when there are too many.
    pub enum Termination words termination_words {
        /// What AWS does without a policy: the zones stay balanced, then the oldest launch template goes.
        default => Default [] "termination = default";
        /// What is farthest from the kinds of capacity that were asked for, as spot and on demand.
        allocation_strategy => AllocationStrategy [] "termination = allocation_strategy";
        /// What was started from the oldest version of the launch template.
        oldest_launch_template => OldestLaunchTemplate [] "termination = oldest_launch_template";
        /// What was started first.
        oldest_instance => OldestInstance [] "termination = oldest_instance";
        /// What was started last.
        newest_instance => NewestInstance [] "termination = newest_instance";
        /// What is closest to its next hour, where hours are paid.
        closest_to_next_instance_hour => ClosestToNextInstanceHour [] "termination = closest_to_next_instance_hour";
    }
}

block! {
    /// A volume of an instance beside its root volume.
    pub struct DataDisk keys data_disk_keys {
        /// How large it is, in GiB: 1 to 65,536 for gp3. `VolumeSize`.
        size => size_gib: gib() [required] [bare] "data(\"100 GB\", at = \"/data\")";
        /// What it is: `gp3`, `gp2`, `io1`, `io2`, `st1` or `sc1`. `VolumeType`.
        kind => kind: choice(DiskKind) [= DiskKind::Gp3; "`gp3`"] [bare] "data(\"100 GB\", gp3, at = \"/data\")";
        /// Operations a second: 3,000 to 80,000 for gp3; required for io1 and io2, and for no other kind. `Iops`.
        iops => iops: u32() [optional; "3,000 for gp3"] [] "iops = 4000";
        /// MiB a second, 125 to 2,000, for gp3 alone. `Throughput`.
        throughput => throughput: u32() [optional; "125"] [] "throughput = 250";
        /// Where it is mounted on the instance: a path of letters, digits, `-`, `_`, `.` and `/`.
        at => at: text(capacity::data::path) [required] [] "at = \"/data\"";
    }
    holds {
        [size kind] DATA_HAS_A_SIZE_OF_ITS_KIND => group::data_size;
        [iops kind] DATA_HAS_OPERATIONS_OF_ITS_KIND => group::data_iops;
        [throughput] DATA_HAS_THROUGHPUT_OF_ITS_KIND => group::data_throughput;
        [iops throughput] DATA_GOES_TOGETHER => group::data_ratio;
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
        /// When: `cron(..)` or `at(..)`. `Recurrence`, `StartTime`.
        schedule => schedule: text(schedule::expression) [required] [] "schedule = \"cron(0 7 * * ? *)\"";
        /// The IANA time zone of a `cron(..)`. `TimeZone`.
        zone => zone: text(schedule::timezone) [optional; "UTC"] [] "zone = \"Europe/Berlin\"";
    }
    holds {
        [schedule zone] SCHEDULE_IS_OF_AUTO_SCALING => group::scheduled;
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

impl DataDisk {
    /// The volume, without where it is mounted.
    #[must_use]
    pub const fn disk(&self) -> Disk {
        Disk { size_gib: self.size_gib, kind: self.kind, iops: self.iops, throughput: self.throughput }
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
