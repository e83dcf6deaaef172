//! What instances are, and the capacity of a service or task.

effects! {
    own: workload ["capacity", "capacity.fargate_spot.weight"] [] => [capacity = fargate_spot(weight = 2)];
    own_shares: workload ["capacity.fargate.base", "capacity.fargate.weight", "capacity.fargate_spot.base"]
        [capacity = [fargate(base = 1), fargate_spot]] => [capacity = [fargate(weight = 2), fargate_spot(base = 1)]];
    own_group: workload ["capacity.provider.name"] [] => [capacity = provider("batch")]
        on [capacity = [fargate, ec2("c5.large", 0..=4, name = "batch", weight = 0)]];
    own_group_shares: workload ["capacity.provider.base", "capacity.provider.weight"]
        [capacity = ["batch", "other"]] => [capacity = [provider("batch", base = 1, weight = 2), "other"]]
        on [capacity = [fargate, ec2("c5.large", 0..=4, name = "batch", weight = 0),
                        ec2("c5.large", 0..=4, name = "other", weight = 0)]];
    provider_name: cluster ["capacity.ec2.name"]
        [capacity = ec2("c5.large", 1..=2)] => [capacity = ec2("c5.large", 1..=2, name = "batch")];
    types: cluster ["capacity.ec2.types"]
        [capacity = ec2(types = ["c5.large"], 1..=2, name = "batch")] =>
        [capacity = ec2(types = ["c5.large", "c5.xlarge"], 1..=2, name = "batch")];
    spot: cluster ["capacity.ec2.spot", "capacity.ec2.on_demand_base"]
        [capacity = ec2("c5.large", 1..=2)] => [capacity = ec2("c5.large", 1..=2, spot, on_demand_base = 1)];
    ami: cluster ["capacity.ec2.ami"]
        [capacity = ec2("c5.large", 1..=2)] => [capacity = ec2("c5.large", 1..=2, ami = bottlerocket)];
    disk: cluster ["capacity.ec2.disk", "capacity.ec2.disk.size", "capacity.ec2.disk.kind"]
        [capacity = ec2("c5.large", 1..=2)] => [capacity = ec2("c5.large", 1..=2, disk("50 GB", gp2))];
    disk_speed: cluster ["capacity.ec2.disk.iops", "capacity.ec2.disk.throughput"]
        [capacity = ec2("c5.large", 1..=2, disk("50 GB"))] =>
        [capacity = ec2("c5.large", 1..=2, disk("50 GB", iops = 4000, throughput = 250))];
    data: cluster ["capacity.ec2.data", "capacity.ec2.data.size", "capacity.ec2.data.kind", "capacity.ec2.data.at"]
        [capacity = ec2("c5.large", 1..=2)] => [capacity = ec2("c5.large", 1..=2, data("50 GB", gp2, at = "/data"))];
    data_speed: cluster ["capacity.ec2.data.iops", "capacity.ec2.data.throughput"]
        [capacity = ec2("c5.large", 1..=2, data("50 GB", at = "/data"))] =>
        [capacity = ec2("c5.large", 1..=2, data("50 GB", iops = 4000, throughput = 250, at = "/data"))];
    placement: cluster ["capacity.ec2.placement"]
        [capacity = ec2("c5.large", 1..=2)] => [capacity = ec2("c5.large", 1..=2, placement = spread)];
    partitions: cluster ["capacity.ec2.placement.partition.count"]
        [capacity = ec2("c5.large", 1..=2, placement = partition(2))] =>
        [capacity = ec2("c5.large", 1..=2, placement = partition(3))];
    target: cluster ["capacity.ec2.target", "capacity.ec2.warm_up"]
        [capacity = ec2("c5.large", 1..=2)] => [capacity = ec2("c5.large", 1..=2, target = 90, warm_up = "2m")];
    scale_at: cluster ["capacity.ec2.scale_at", "capacity.ec2.scale_at.instances", "capacity.ec2.scale_at.schedule",
                       "capacity.ec2.scale_at.zone"]
        [capacity = ec2("c5.large", 1..=2, scale_at(1..=3, schedule = "cron(0 7 * * ? *)"))] =>
        [capacity = ec2("c5.large", 1..=2, scale_at(2..=4, schedule = "cron(0 8 * * ? *)", zone = "Europe/Berlin"))];
    user_data: cluster ["capacity.ec2.user_data", "capacity.ec2.key"]
        [capacity = ec2("c5.large", 1..=2)] => [capacity = ec2("c5.large", 1..=2, user_data = "true", key = "ops")];
    protection: cluster ["capacity.ec2.protect_scale_in"]
        [capacity = ec2("c5.large", 1..=2)] => [capacity = ec2("c5.large", 1..=2, protect_scale_in)];
    no_protection: cluster ["capacity.ec2.protect_scale_in"]
        [capacity = ec2("c5.large", 1..=2, protect_scale_in)] => [capacity = ec2("c5.large", 1..=2)];
    forecast: cluster ["capacity.ec2.predictive", "capacity.ec2.termination"]
        [capacity = ec2("c5.large", 1..=2)] =>
        [capacity = ec2("c5.large", 1..=2, predictive = 60, termination = oldest_instance)];
    trunking: cluster ["capacity.ec2.trunking"]
        [capacity = ec2("c5.large", 1..=2)] => [capacity = ec2("c5.large", 1..=2, trunking)];
    managed: cluster ["capacity.managed.vcpu", "capacity.managed.memory", "capacity.managed.types"]
        [capacity = managed] => [capacity = managed(vcpu = 2..=8, memory = 4..=32, types = ["c7i.*"])];
    managed_spot: cluster ["capacity.managed.spot"] [capacity = managed] => [capacity = managed(spot), waive("capacity-spot", reason = "it is what is tried")];
    managed_name: cluster ["capacity.managed.name"] [capacity = managed] => [capacity = managed(name = "batch")];
    managed_shares: cluster ["capacity.managed.base", "capacity.managed.weight"]
        [capacity = [managed(name = "one"), managed(name = "two")]] =>
        [capacity = [managed(name = "one", base = 1), managed(name = "two", weight = 2)]];
}
