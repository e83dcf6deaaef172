//! What a test may put into the account by itself, where it makes no stacks.

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::json;

use super::Simulator;
use crate::cloudformation::disown;
use crate::ecs::{CapacityProvider, Cluster};
use crate::elb::{Forward, HealthCheck, Listener, LoadBalancer, Rule, TargetGroup};
use crate::instances;
use crate::logs::LogGroup;
use crate::world::{AutoScalingGroup, Role, SecurityGroup};

/// A load balancer with what traffic needs to come to a service, and to be shifted between two target groups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Balanced {
    /// The ARN of the target group that the rules forward to.
    pub target_group: String,
    /// The ARN of the other one, which the rules know with weight 0.
    pub alternate: String,
    /// The ARN of the rule of production traffic.
    pub production_rule: String,
    /// The ARN of the rule of test traffic.
    pub test_rule: String,
}

impl Simulator {
    /// An empty cluster with Fargate.
    pub fn put_cluster(&self, name: &str) {
        let mut world = self.world();
        let cluster = Cluster {
            arn: world.arn("ecs", &format!("cluster/{name}")),
            name: name.to_owned(),
            status: "ACTIVE".to_owned(),
            capacity_providers: vec!["FARGATE".to_owned(), "FARGATE_SPOT".to_owned()],
            default_strategy: json!([]),
            settings: json!([]),
            tags: Vec::new(),
            namespace: String::new(),
        };
        world.ecs.clusters.insert(name.to_owned(), cluster);
        disown(&mut world);
    }

    /// A role that a service may assume, as `ecs-tasks.amazonaws.com`; its ARN.
    #[must_use]
    pub fn put_role(&self, name: &str, service: &str) -> String {
        let mut world = self.world();
        let arn = format!("arn:aws:iam::{}:role/{name}", world.account);
        let trust = json!({"Statement": [{"Principal": {"Service": service}, "Action": "sts:AssumeRole"}]});
        let role = Role { arn: arn.clone(), name: name.to_owned(), trust, policies: json!([]), added: BTreeMap::new() };
        world.iam.roles.insert(arn.clone(), role);
        disown(&mut world);
        arn
    }

    /// A scaling policy that somebody else made, of a resource as `service/cluster/name` that scales already.
    pub fn put_scaling_policy(&self, resource: &str, name: &str) {
        let mut world = self.world();
        let arn = world.arn("autoscaling", &format!("scalingPolicy:1:resource/ecs/{resource}:policyName/{name}"));
        let policy = json!({
            "PolicyARN": arn,
            "PolicyName": name,
            "ServiceNamespace": "ecs",
            "ResourceId": resource,
            "ScalableDimension": "ecs:service:DesiredCount",
            "PolicyType": "TargetTrackingScaling",
            "TargetTrackingScalingPolicyConfiguration": {
                "TargetValue": 10.0,
                "CustomizedMetricSpecification": {
                    "Namespace": "Theirs", "MetricName": "Load", "Statistic": "Average",
                },
            },
            "CreationTime": 0,
        });
        world.autoscaling.policies.insert((resource.to_owned(), name.to_owned()), policy);
    }

    /// A log group.
    pub fn put_log_group(&self, name: &str) {
        let group = LogGroup { name: name.to_owned(), ..LogGroup::default() };
        let mut world = self.world();
        world.logs.groups.insert(name.to_owned(), group);
        disown(&mut world);
    }

    /// Takes a log group away, whoever made it.
    pub fn take_log_group(&self, name: &str) {
        self.world().logs.groups.remove(name);
    }

    /// A security group in the default VPC.
    pub fn put_security_group(&self, id: &str) {
        let mut world = self.world();
        let vpc = world.network.vpcs.keys().next().cloned().unwrap_or_default();
        let group = SecurityGroup { id: id.to_owned(), name: id.to_owned(), vpc, properties: json!({}) };
        world.network.security_groups.insert(id.to_owned(), group);
        disown(&mut world);
    }

    /// The ids of the default VPC's subnets.
    #[must_use]
    pub fn default_subnets(&self) -> Vec<String> {
        let world = self.world();
        let subnets = world.network.subnets.values().filter(|subnet| subnet.default_for_zone);
        subnets.map(|subnet| subnet.id.clone()).collect()
    }

    /// An application load balancer with two target groups for addresses, whose targets are checked every 10 seconds,
    /// twice, and drain for 30 seconds.
    #[must_use]
    pub fn put_load_balancer(&self, name: &str) -> Balanced {
        let mut world = self.world();
        let ids = [world.random.hex(16), world.random.hex(16), world.random.hex(16)];
        let arn = |kind: &str| world.arn("elasticloadbalancing", kind);
        let balancer = arn(&format!("loadbalancer/app/{name}/{}", ids[0]));
        let listener = arn(&format!("listener/app/{name}/{}/{}", ids[0], ids[1]));
        let rule = |place: u32| arn(&format!("listener-rule/app/{name}/{}/{}/{}{place}", ids[0], ids[1], ids[2]));
        let group = |suffix: &str| arn(&format!("targetgroup/{name}-{suffix}/{}", ids[2]));
        let made =
            Balanced { target_group: group("a"), alternate: group("b"), production_rule: rule(1), test_rule: rule(2) };
        let vpc = world.network.vpcs.keys().next().cloned().unwrap_or_default();
        let held = LoadBalancer {
            arn: balancer.clone(),
            name: name.to_owned(),
            kind: "application".to_owned(),
            scheme: "internet-facing".to_owned(),
            dns_name: format!("{name}.elb.amazonaws.com"),
            vpc: vpc.clone(),
            subnets: Vec::new(),
            security_groups: Vec::new(),
            properties: json!({}),
        };
        let port = Listener {
            arn: listener.clone(),
            load_balancer: balancer.clone(),
            port: 80,
            protocol: "HTTP".to_owned(),
            forwards: Vec::new(),
            properties: json!({}),
        };
        world.elb.load_balancers.insert(balancer, held);
        world.elb.listeners.insert(listener.clone(), port);
        for (place, arn) in [(1, &made.production_rule), (2, &made.test_rule)] {
            let forward = |group: &str, weight| Forward { target_group: group.to_owned(), weight };
            let rule = Rule {
                arn: arn.clone(),
                listener: listener.clone(),
                priority: place,
                conditions: json!([]),
                forwards: vec![forward(&made.target_group, 100), forward(&made.alternate, 0)],
                properties: json!({}),
            };
            world.elb.rules.insert(arn.clone(), rule);
        }
        for (suffix, arn) in [("a", &made.target_group), ("b", &made.alternate)] {
            let group = TargetGroup {
                arn: arn.clone(),
                name: format!("{name}-{suffix}"),
                vpc: vpc.clone(),
                target_type: "ip".to_owned(),
                protocol: "HTTP".to_owned(),
                port: 80,
                health_check: HealthCheck {
                    interval: Duration::from_secs(10),
                    timeout: Duration::from_secs(5),
                    healthy_threshold: 2,
                    unhealthy_threshold: 2,
                },
                deregistration_delay: Duration::from_secs(30),
                targets: BTreeMap::new(),
                properties: json!({}),
            };
            world.elb.target_groups.insert(arn.clone(), group);
        }
        disown(&mut world);
        made
    }

    /// How a rule or a listener shares its traffic: the ARN of each target group with its weight.
    #[must_use]
    pub fn weights(&self, rule: &str) -> Vec<(String, u32)> {
        let forwards = self.world().elb.forwards(rule).unwrap_or_default();
        forwards.into_iter().map(|forward| (forward.target_group, forward.weight)).collect()
    }

    /// A capacity provider of a cluster over an Auto Scaling group with instances of one type, as `m7i.large`.
    pub fn put_capacity_provider(&self, cluster: &str, name: &str, kind: &str, minimum: u32, maximum: u32) {
        let mut world = self.world();
        let group = AutoScalingGroup {
            name: name.to_owned(),
            arn: world.arn("autoscaling", &format!("autoScalingGroup:{name}")),
            minimum,
            maximum,
            desired: minimum,
            types: vec![kind.to_owned()],
            properties: json!({}),
            ..AutoScalingGroup::default()
        };
        let provider = CapacityProvider {
            arn: world.arn("ecs", &format!("capacity-provider/{name}")),
            name: name.to_owned(),
            auto_scaling_group: Some(name.to_owned()),
            cluster: None,
            properties: json!({}),
        };
        world.auto_scaling_groups.insert(name.to_owned(), group);
        world.ecs.capacity_providers.insert(name.to_owned(), provider);
        if let Some(cluster) = world.ecs.clusters.get_mut(cluster) {
            cluster.capacity_providers.push(name.to_owned());
        }
        disown(&mut world);
        instances::fill(&mut world, name);
    }
}
