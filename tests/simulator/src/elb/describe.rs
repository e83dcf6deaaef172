//! What is told of load balancers.

use serde_json::{Value, json};

use super::Rule;
use crate::error::{Answer, AwsError};
use crate::text::{Request, texts};
use crate::world::World;

/// Answers an operation.
pub(crate) fn answer(world: &World, operation: &str, request: &Value) -> Answer {
    match operation {
        "DescribeTargetHealth" => target_health(world, request),
        "DescribeTargetGroups" => target_groups(world, request),
        "DescribeLoadBalancers" => load_balancers(world, request),
        "DescribeAccountLimits" => Ok(limits(world)),
        "DescribeRules" => rules(world, request),
        "DescribeListeners" => Ok(listeners(world, request)),
        "DescribeTargetGroupAttributes" => attributes(world, request),
        _ => Err(AwsError::unknown_operation("elasticloadbalancing", operation)),
    }
}

/// What an account may have, by AWS's own limits or those that were set.
fn limits(world: &World) -> Value {
    const DEFAULTS: [(&str, u32); 5] = [
        ("application-load-balancers", 50),
        ("listeners-per-application-load-balancer", 50),
        ("rules-per-application-load-balancer", 100),
        ("target-groups-per-application-load-balancer", 100),
        ("listeners-per-network-load-balancer", 50),
    ];
    let limit = |(name, default): (&str, u32)| {
        let max = world.known.quotas.get(name).copied().unwrap_or(default);
        json!({"Name": name, "Max": max.to_string()})
    };
    json!({"Limits": DEFAULTS.map(limit)})
}

/// The listeners of a load balancer.
fn listeners(world: &World, request: &Value) -> Value {
    let of = request.text("LoadBalancerArn");
    let told = world.elb.listeners.values().filter(|listener| listener.load_balancer == of).map(|listener| {
        json!({
            "ListenerArn": listener.arn,
            "LoadBalancerArn": listener.load_balancer,
            "Port": listener.port,
            "Protocol": listener.protocol,
            "Certificates": listener.properties.get("Certificates"),
            "DefaultActions": listener.properties.get("DefaultActions"),
        })
    });
    json!({"Listeners": told.collect::<Vec<Value>>()})
}

/// The attributes of a target group.
fn attributes(world: &World, request: &Value) -> Answer {
    match world.elb.target_groups.get(request.text("TargetGroupArn")) {
        Some(group) => Ok(json!({"Attributes": group.properties.get("TargetGroupAttributes")})),
        None => Err(AwsError::new("TargetGroupNotFound", "One or more target groups not found")),
    }
}

/// The load balancers of which a rule forwards to a target group.
fn balancers_of(world: &World, group: &str) -> Vec<String> {
    let forwards = |rule: &&Rule| rule.forwards.iter().any(|forward| forward.target_group == group);
    let listeners =
        world.elb.rules.values().filter(forwards).filter_map(|rule| world.elb.listeners.get(&rule.listener));
    let mut arns: Vec<String> = listeners.map(|listener| listener.load_balancer.clone()).collect();
    arns.dedup();
    arns
}

/// The rules of a listener, or those of some ARNs; the default one of a listener comes last.
fn rules(world: &World, request: &Value) -> Answer {
    let (listener, arns) = (request.text("ListenerArn"), request.list("RuleArns"));
    if !listener.is_empty() && !world.elb.listeners.contains_key(listener) {
        return Err(AwsError::new("ListenerNotFound", "One or more listeners not found"));
    }
    let wanted = |rule: &&Rule| rule.listener == listener || texts(arns).any(|arn| arn == rule.arn);
    let forward = |rule: &Rule| {
        let groups = rule.forwards.iter();
        let groups = groups.map(|to| json!({"TargetGroupArn": to.target_group, "Weight": to.weight}));
        json!([{"Type": "forward", "ForwardConfig": {"TargetGroups": groups.collect::<Vec<Value>>()}}])
    };
    let told = world.elb.rules.values().filter(wanted).map(|rule| {
        json!({
            "RuleArn": rule.arn,
            "Priority": rule.priority.to_string(),
            "IsDefault": false,
            "Conditions": rule.conditions,
            "Actions": if rule.forwards.is_empty() { json!([]) } else { forward(rule) },
        })
    });
    let own = (!listener.is_empty()).then(|| json!({"Priority": "default", "IsDefault": true, "Actions": []}));
    Ok(json!({"Rules": told.chain(own).collect::<Vec<Value>>()}))
}

/// The targets of a group with their health; those that were asked for and are not registered are `unused`.
fn target_health(world: &World, request: &Value) -> Answer {
    let arn = request.text("TargetGroupArn");
    let Some(group) = world.elb.target_groups.get(arn) else {
        return Err(AwsError::new("TargetGroupNotFound", "One or more target groups not found"));
    };
    let asked = request.list("Targets");
    let wanted = |id: &str| asked.is_empty() || asked.iter().any(|target| target.text("Id") == id);
    let targets = group.targets.iter().filter(|((id, _), _)| wanted(id));
    let told: Vec<Value> = targets
        .map(|((id, port), target)| {
            let mut health = json!({"State": target.state});
            if !target.reason.is_empty() {
                health["Reason"] = json!(target.reason);
                health["Description"] = json!(target.description);
            }
            json!({"Target": {"Id": id, "Port": port}, "HealthCheckPort": port.to_string(), "TargetHealth": health})
        })
        .collect();
    Ok(json!({"TargetHealthDescriptions": told}))
}

/// The target groups with some ARNs or names, or all.
fn target_groups(world: &World, request: &Value) -> Answer {
    let wanted = |arn: &str, name: &str| is_asked(request, "TargetGroupArns", arn, name);
    let groups = world.elb.target_groups.values().filter(|group| wanted(&group.arn, &group.name));
    let found: Vec<Value> = groups
        .map(|group| {
            json!({
                "TargetGroupArn": group.arn,
                "TargetGroupName": group.name,
                "TargetType": group.target_type,
                "Protocol": group.protocol,
                "Port": group.port,
                "VpcId": group.vpc,
                "LoadBalancerArns": balancers_of(world, &group.arn),
                "HealthCheckPath": group.properties.get("HealthCheckPath"),
                "Matcher": group.properties.get("Matcher"),
                "HealthCheckIntervalSeconds": group.health_check.interval.as_secs(),
                "HealthCheckTimeoutSeconds": group.health_check.timeout.as_secs(),
                "HealthyThresholdCount": group.health_check.healthy_threshold,
                "UnhealthyThresholdCount": group.health_check.unhealthy_threshold,
            })
        })
        .collect();
    if found.is_empty() && asks(request, "TargetGroupArns") {
        return Err(AwsError::new("TargetGroupNotFound", "One or more target groups not found"));
    }
    Ok(json!({"TargetGroups": found}))
}

/// The load balancers with some ARNs or names, or all.
fn load_balancers(world: &World, request: &Value) -> Answer {
    let wanted = |arn: &str, name: &str| is_asked(request, "LoadBalancerArns", arn, name);
    let balancers = world.elb.load_balancers.values().filter(|balancer| wanted(&balancer.arn, &balancer.name));
    let found: Vec<Value> = balancers
        .map(|balancer| {
            json!({
                "LoadBalancerArn": balancer.arn,
                "LoadBalancerName": balancer.name,
                "DNSName": balancer.dns_name,
                "Scheme": balancer.scheme,
                "Type": balancer.kind,
                "VpcId": balancer.vpc,
                "SecurityGroups": balancer.security_groups,
                "AvailabilityZones": balancer.subnets.iter().map(|id| json!({"SubnetId": id})).collect::<Vec<Value>>(),
                "State": {"Code": "active"},
            })
        })
        .collect();
    if found.is_empty() && asks(request, "LoadBalancerArns") {
        return Err(AwsError::new("LoadBalancerNotFound", "One or more load balancers not found"));
    }
    Ok(json!({"LoadBalancers": found}))
}

fn asks(request: &Value, arns: &str) -> bool {
    !request.list(arns).is_empty() || !request.list("Names").is_empty()
}

fn is_asked(request: &Value, arns: &str, arn: &str, name: &str) -> bool {
    !asks(request, arns)
        || texts(request.list(arns)).any(|asked| asked == arn)
        || texts(request.list("Names")).any(|asked| asked == name)
}
