//! What is told of load balancers: DescribeTargetHealth, DescribeTargetGroups, DescribeLoadBalancers.

use serde_json::{Value, json};

use crate::error::{Answer, AwsError};
use crate::text::{Request, texts};
use crate::world::World;

/// Answers an operation.
pub(crate) fn answer(world: &World, operation: &str, request: &Value) -> Answer {
    match operation {
        "DescribeTargetHealth" => target_health(world, request),
        "DescribeTargetGroups" => target_groups(world, request),
        "DescribeLoadBalancers" => load_balancers(world, request),
        _ => Err(AwsError::unknown_operation("elasticloadbalancing", operation)),
    }
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
