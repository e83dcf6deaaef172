//! Capacity, network and balancer of a cluster, and what services and tasks see of a change of them.

effects! {
    capacity: cluster ["capacity"] [capacity = fargate] => [capacity = [fargate(base = 1), fargate_spot(weight = 1)]];
    weight: cluster ["capacity.fargate.weight", "capacity.fargate_spot.weight"]
        [capacity = [fargate(base = 1, weight = 1), fargate_spot(weight = 1)]] =>
        [capacity = [fargate(base = 1, weight = 2), fargate_spot(weight = 3)]];
    base: cluster ["capacity.fargate.base"]
        [capacity = [fargate(base = 1, weight = 1), fargate_spot(weight = 1)]] =>
        [capacity = [fargate(base = 2, weight = 1), fargate_spot(weight = 1)]];
    spot_base: cluster ["capacity.fargate_spot.base"]
        [capacity = [fargate, fargate_spot(base = 1)]] => [capacity = [fargate, fargate_spot(base = 2)]];
    instances: cluster ["capacity.ec2.instances"]
        [capacity = ec2("c5.large", 1..=2)] => [capacity = ec2("c5.large", 1..=4)];
    fewest_instances: cluster ["capacity.ec2.instances"]
        [capacity = ec2("c5.large", 1..=3)] => [capacity = ec2("c5.large", 2..=3)];
    instance_type: cluster ["capacity.ec2.instance_type"]
        [capacity = ec2("c5.large", 1..=2)] => [capacity = ec2("c5.xlarge", 1..=2)];
    shares: cluster ["capacity.ec2.base", "capacity.ec2.weight"]
        [capacity = [ec2("c5.large", 1..=2, base = 1), ec2("c5.xlarge", 1..=2)]] =>
        [capacity = [ec2("c5.large", 1..=2, base = 2, weight = 2), ec2("c5.xlarge", 1..=2)]];
    provider_name: cluster ["capacity.ec2.name"]
        [capacity = ec2("c5.large", 1..=2, name = "small")] => [capacity = ec2("c5.large", 1..=2, name = "little")];
    to_instances: cluster ["capacity"] [capacity = fargate] => [capacity = ec2("c5.large", 1..=2)];
    cidr: cluster ["network", "network.new.cidr"]
        [network = new(cidr = "10.0.0.0/16")] => [network = new(cidr = "10.1.0.0/16")] refused;
    more_zones: cluster ["network.new.zones"] [network = new(zones = 2)] => [network = new(zones = 3)];
    fewer_zones: cluster ["network.new.zones"] [network = new(zones = 3)] => [network = new(zones = 2)];
    nat: cluster ["network.new.nat"] [network = new(nat = none)] => [network = new(nat = one)];
    nat_for_each: cluster ["network.new.nat"] [network = new(nat = one)] => [network = new(nat = each)];
    no_nat: cluster ["network.new.nat"] [network = new(nat = one)] => [network = new(nat = none)];
    other_vpc: cluster ["network", "network.existing.vpc"] [network = new] => [network = default] refused;
    public_subnets: cluster ["network.existing.public"]
        [network = existing(vpc = "vpc-00000000", public = ["subnet-0000000a", "subnet-0000000b"])] =>
        [network = existing(vpc = "vpc-00000000", public = ["subnet-0000000a", "subnet-0000000c"])];
    private_subnets: cluster ["network.existing.private"]
        [network = existing(vpc = "vpc-00000000", public = ["subnet-0000000a", "subnet-0000000b"])] =>
        [network = existing(vpc = "vpc-00000000", public = ["subnet-0000000a", "subnet-0000000b"],
                            private = ["subnet-0000000c"])];
    listen: cluster ["load_balancer", "load_balancer.listen", "load_balancer.listen.http.port"]
        [load_balancer(listen = http(80))] => [load_balancer(listen = http(8080))];
    redirect: cluster ["load_balancer.listen.http.redirect", "load_balancer.listen.https.port", "load_balancer.certificate"]
        [] => [load_balancer(listen = [http(80, redirect = 443), https(443)],
                             certificate = "arn:aws:acm:eu-central-1:111122223333:certificate/1")];
    https_redirect: cluster ["load_balancer.listen.https.redirect"]
        [load_balancer(listen = [https(443), https(8443)],
                       certificate = "arn:aws:acm:eu-central-1:111122223333:certificate/1")] =>
        [load_balancer(listen = [https(443), https(8443, redirect = 443)],
                       certificate = "arn:aws:acm:eu-central-1:111122223333:certificate/1")];
    certificate: cluster ["load_balancer.certificate"]
        [load_balancer(listen = https(443), certificate = "arn:aws:acm:eu-central-1:111122223333:certificate/1")] =>
        [load_balancer(listen = https(443), certificate = "arn:aws:acm:eu-central-1:111122223333:certificate/2")];
    internal: cluster ["load_balancer.internal"]
        [network = new(nat = one)] => [network = new(nat = one), load_balancer(internal)] refused;
    insights: cluster ["insights"] [insights = on] => [insights = enhanced];
    tags: cluster ["tags"] [] => [tags(team = "store")];
    include: cluster ["include"] [] => [include = "templates/queue.yaml"];
    included_resource: cluster ["include"]
        [include = "templates/queue.yaml"] => [include = "templates/patient.yaml"];
    replaced_resource: cluster ["include"]
        [include = "templates/queue.yaml"] => [include = "templates/renamed.yaml"];
    nothing_included: cluster ["include"] [include = "templates/queue.yaml"] => [];
    another_tag: cluster ["tags"] [] => [tags(centre = "42")];
    dashboard: cluster ["dashboard"] [] => [dashboard];
    namespace: cluster ["namespace"] [] => [namespace = "shop.local"];
    idle: cluster ["load_balancer.idle"] [load_balancer(idle = "60s")] => [load_balancer(idle = "120s")];
    protect: cluster ["load_balancer.protect"] [load_balancer(idle = "60s")] => [load_balancer(idle = "60s", protect)];
    domain: cluster ["load_balancer.domain"]
        [load_balancer(domain = "shop.example.com")] => [load_balancer(domain = "new.example.com")];
    first_domain: cluster ["load_balancer.domain"] [] => [load_balancer(domain = "shop.example.com")];
    zone: cluster ["load_balancer.zone"]
        [load_balancer(domain = "shop.example.org", zone = "Z1111111111")] =>
        [load_balancer(domain = "shop.example.org", zone = "Z2222222222")];
    logs: cluster ["load_balancer.logs"] [load_balancer(idle = "60s")] => [load_balancer(idle = "60s", logs = "shop-logs")];
    network_balancer: cluster ["network_balancer"] [] => [network_balancer(protect)] on [stream(5432)];
    network_certificate: cluster ["network_balancer.certificate"]
        [network_balancer(certificate = "arn:aws:acm:eu-central-1:111122223333:certificate/1")] =>
        [network_balancer(certificate = "arn:aws:acm:eu-central-1:111122223333:certificate/2")] on [stream(5432, tls)];
    network_domain: cluster ["network_balancer.domain"]
        [network_balancer(domain = "db.example.com")] => [network_balancer(domain = "data.example.com")] on [stream(5432)];
    network_domain_with_a_certificate: cluster ["network_balancer.domain"]
        [network_balancer(domain = "db.example.com")] => [network_balancer(domain = "data.example.com")]
        on [stream(5432, tls)];
    network_zone: cluster ["network_balancer.zone"]
        [network_balancer(domain = "db.example.org", zone = "Z1111111111")] =>
        [network_balancer(domain = "db.example.org", zone = "Z2222222222")] on [stream(5432)];
    network_internal: cluster ["network_balancer.internal"]
        [network = new(nat = one)] => [network = new(nat = one), network_balancer(internal)] on [stream(5432)] refused;
    network_logs: cluster ["network_balancer.logs"]
        [network_balancer(domain = "db.example.com")] =>
        [network_balancer(domain = "db.example.com", logs = "shop-logs")] on [stream(5432, tls)];
    network_protect: cluster ["network_balancer.protect"]
        [network_balancer(protect)] => [] on [stream(5432)];
}
