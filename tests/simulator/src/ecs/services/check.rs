//! What ECS refuses of a service.

use serde_json::{Value, json};

use super::super::{Cluster, connect, definitions, placement, roles, tasks, volumes};
use super::fields::is_fargate;
use crate::error::AwsError;
use crate::text::{Request, texts};
use crate::world::World;

/// Refuses fields that do not fit each other or what exists. `owner` is the ARN of the service.
pub(super) fn check(world: &World, cluster: &Cluster, owner: &str, fields: &Value) -> Result<(), AwsError> {
    let definition = definitions::find(world, fields.text("taskDefinition"));
    let definition = definition.ok_or_else(|| AwsError::client("TaskDefinition not found."))?;
    if definition.text("status") != "ACTIVE" {
        return Err(AwsError::client("TaskDefinition is inactive"));
    }
    strategy(world, cluster, fields)?;
    network(world, definition, fields)?;
    volumes::check_configurations(world, definition, fields.list("volumeConfigurations"))?;
    let fargate = is_fargate(fields);
    if !fargate && !fields.text("platformVersion").is_empty() {
        return Err(AwsError::parameter("The platform version must be null when specifying an EC2 launch type."));
    }
    if fargate && !texts(definition.list("compatibilities")).any(|kind| kind == "FARGATE") {
        let message = "Task definition does not support launch_type FARGATE.";
        return Err(AwsError::parameter(message));
    }
    placement::check(fields)?;
    connect::check(world, cluster, definition, owner, fields)?;
    tasks::check_registries(world, definition, fields)?;
    if fields.truth("enableExecuteCommand") && definition.text("taskRoleArn").is_empty() {
        let message = "The service couldn't be created because a valid taskRoleArn is not being used. Specify a valid task \
                       role in your task definition and try again.";
        return Err(AwsError::parameter(message));
    }
    let balancers = fields.list("loadBalancers");
    if balancers.len() > 5 {
        return Err(AwsError::parameter("loadBalancers can have at most 5 items."));
    }
    for (place, balancer) in balancers.iter().enumerate() {
        load_balancer(world, definition, balancer)?;
        let same = |other: &Value| other.text("targetGroupArn") == balancer.text("targetGroupArn");
        if balancers.iter().take(place).any(same) {
            let group = balancer.text("targetGroupArn");
            return Err(AwsError::parameter(format!("The target group {group} is listed more than once.")));
        }
    }
    deployment(world, fields)
}

fn strategy(world: &World, cluster: &Cluster, fields: &Value) -> Result<(), AwsError> {
    let strategy = fields.list("capacityProviderStrategy");
    if !strategy.is_empty() && !fields.text("launchType").is_empty() {
        let message = "Specifying both a launch type and capacity provider strategy is not supported. Remove one and try \
                       again.";
        return Err(AwsError::parameter(message));
    }
    let mut families = strategy.iter().map(|item| item.text("capacityProvider").starts_with("FARGATE"));
    if let Some(first) = families.next()
        && families.any(|family| family != first)
    {
        let message = "A capacity provider strategy cannot contain a mix of capacity providers using Auto Scaling groups \
                       and Fargate providers. Specify one or the other and try again.";
        return Err(AwsError::parameter(message));
    }
    if strategy.iter().filter(|item| item.number("base").unwrap_or_default() > 0).count() > 1 {
        let message = "The capacity provider strategy cannot contain more than one capacity provider with a base.";
        return Err(AwsError::parameter(message));
    }
    for item in strategy {
        let name = item.text("capacityProvider");
        if !name.starts_with("FARGATE") && !world.ecs.capacity_providers.contains_key(name) {
            return Err(AwsError::parameter("The specified capacity provider was not found."));
        }
        let of_cluster = world.ecs.capacity_providers.get(name).and_then(|provider| provider.cluster.as_deref());
        let made_for = of_cluster.is_some_and(|of| super::clusters::name_of(of) == cluster.name);
        if !made_for && !cluster.capacity_providers.iter().any(|held| held == name) {
            let message = format!("The specified capacity provider '{name}' is not associated with the cluster.");
            return Err(AwsError::parameter(message));
        }
    }
    Ok(())
}

fn network(world: &World, definition: &Value, fields: &Value) -> Result<(), AwsError> {
    let configuration = fields.get("networkConfiguration").and_then(|network| network.get("awsvpcConfiguration"));
    let Some(configuration) = configuration.filter(|configuration| configuration.is_object()) else {
        if definition.text("networkMode") == "awsvpc" {
            let message = "Network Configuration must be provided when networkMode 'awsvpc' is specified.";
            return Err(AwsError::parameter(message));
        }
        return Ok(());
    };
    if definition.text("networkMode") != "awsvpc" {
        let message = "Network Configuration is not valid for the given networkMode of this task definition.";
        return Err(AwsError::parameter(message));
    }
    if configuration.list("subnets").is_empty() {
        return Err(AwsError::parameter("subnets can not be empty."));
    }
    for subnet in texts(configuration.list("subnets")) {
        if !world.network.subnets.contains_key(subnet) {
            let message = format!(
                "Error retrieving subnet information for [{subnet}]: The subnet ID '{subnet}' does not exist \
                 (ErrorCode: InvalidSubnetID.NotFound)"
            );
            return Err(AwsError::parameter(message));
        }
    }
    for group in texts(configuration.list("securityGroups")) {
        if !world.network.security_groups.contains_key(group) {
            let message = format!(
                "Error retrieving security group information for [{group}]: The security group '{group}' does not \
                 exist (ErrorCode: InvalidGroup.NotFound)"
            );
            return Err(AwsError::parameter(message));
        }
    }
    Ok(())
}

fn load_balancer(world: &World, definition: &Value, balancer: &Value) -> Result<(), AwsError> {
    let (container, port) = (balancer.text("containerName"), balancer.number("containerPort"));
    let containers = definition.list("containerDefinitions");
    let Some(held) = containers.iter().find(|held| held.text("name") == container) else {
        return Err(AwsError::parameter(format!("The container {container} does not exist in the task definition.")));
    };
    if !held.list("portMappings").iter().any(|mapping| mapping.number("containerPort") == port) {
        let message =
            format!("The container {container} did not have a container port {} defined.", port.unwrap_or_default());
        return Err(AwsError::parameter(message));
    }
    let advanced = balancer.get("advancedConfiguration").filter(|advanced| advanced.is_object());
    let alternate = advanced.map(|advanced| advanced.text("alternateTargetGroupArn")).filter(|arn| !arn.is_empty());
    for (place, arn) in [Some(balancer.text("targetGroupArn")), alternate].into_iter().flatten().enumerate() {
        let Some(group) = world.elb.target_groups.get(arn) else {
            return Err(AwsError::parameter(format!("Unable to describe target group: {arn}")));
        };
        if place == 0 && !world.elb.is_attached(arn) {
            let message =
                format!("The target group with targetGroupArn {arn} does not have an associated load balancer.");
            return Err(AwsError::parameter(message));
        }
        let (mode, kind) = (definition.text("networkMode"), group.target_type.as_str());
        if (mode == "awsvpc") != (kind == "ip") {
            let message = format!(
                "The provided target group {arn} has target type {kind}, which is incompatible with the {mode} network \
                 mode specified in the task definition."
            );
            return Err(AwsError::parameter(message));
        }
    }
    Ok(())
}

/// The way of deployments, and what shifting traffic needs.
fn deployment(world: &World, fields: &Value) -> Result<(), AwsError> {
    let configuration = &fields["deploymentConfiguration"];
    let (minimum, maximum) = (configuration.number("minimumHealthyPercent"), configuration.number("maximumPercent"));
    let replica = fields.text("schedulingStrategy") == "REPLICA";
    if replica && (minimum, maximum) == (Some(100), Some(100)) {
        let message = "Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block deployments.";
        return Err(AwsError::parameter(message));
    }
    if maximum.unwrap_or(200) < minimum.unwrap_or(100) {
        return Err(AwsError::parameter("maximumPercent must be greater than or equal to minimumHealthyPercent."));
    }
    if fields.text("availabilityZoneRebalancing") == "ENABLED"
        && (maximum.unwrap_or(200) <= 100 || fields.text("schedulingStrategy") == "DAEMON")
    {
        let message = "Service does not support availabilityZoneRebalancing: maximumPercent must be greater than 100.";
        return Err(AwsError::parameter(message));
    }
    if configuration.text("strategy") == "ROLLING" {
        return Ok(());
    }
    for hook in configuration.list("lifecycleHooks") {
        hook_of(hook)?;
    }
    for balancer in fields.list("loadBalancers") {
        let Some(advanced) = balancer.get("advancedConfiguration").filter(|advanced| advanced.is_object()) else {
            let strategy = configuration.text("strategy");
            let message = format!(
                "advancedConfiguration field is required for all loadBalancers when using a {strategy} \
                                   deployment strategy"
            );
            return Err(AwsError::parameter(message));
        };
        let role = advanced.text("roleArn");
        let refusal =
            || AwsError::parameter(format!("Unable to assume role and validate the specified load balancer: {role}"));
        roles::check(world, role, "ecs.amazonaws.com", refusal)?;
        let (one, other) = (balancer.text("targetGroupArn"), advanced.text("alternateTargetGroupArn"));
        if one == other {
            return Err(AwsError::parameter("targetGroupArn and alternateTargetGroupArn must be different."));
        }
        let production = advanced.text("productionListenerRule");
        if production.is_empty() {
            return Err(AwsError::parameter("productionListenerRule is required in advancedConfiguration."));
        }
        for rule in [production, advanced.text("testListenerRule")].into_iter().filter(|rule| !rule.is_empty()) {
            let Some(forwards) = world.elb.forwards(rule) else {
                return Err(AwsError::parameter(format!("Unable to describe listener rule: {rule}")));
            };
            if !forwards.iter().any(|forward| [one, other].contains(&forward.target_group.as_str())) {
                let message = "Both targetGroup and alternateTargetGroup must be associated with the \
                               productionListenerRule or testListenerRule.";
                return Err(AwsError::parameter(message));
            }
        }
        let forwards = world.elb.forwards(production).unwrap_or_default();
        let to = |group: &str| forwards.iter().any(|forward| forward.target_group == group);
        let test = world.elb.forwards(advanced.text("testListenerRule")).unwrap_or_default();
        let tested = |group: &str| test.iter().any(|forward| forward.target_group == group);
        if ![one, other].iter().all(|group| to(group) || tested(group)) {
            let message = "Both targetGroup and alternateTargetGroup must be associated with the productionListenerRule or \
                           testListenerRule.";
            return Err(AwsError::parameter(message));
        }
    }
    Ok(())
}

fn hook_of(hook: &Value) -> Result<(), AwsError> {
    let stages = hook.list("lifecycleStages");
    if stages.is_empty() {
        return Err(AwsError::parameter("lifecycleStages can not be empty."));
    }
    if hook.text("targetType") == "PAUSE" {
        let shifts = [json!("TEST_TRAFFIC_SHIFT"), json!("PRODUCTION_TRAFFIC_SHIFT")];
        if stages.iter().any(|stage| shifts.contains(stage)) {
            return Err(AwsError::parameter("PAUSE hooks are not supported for the given lifecycle stages."));
        }
    } else if hook.text("hookTargetArn").is_empty() || hook.text("roleArn").is_empty() {
        return Err(AwsError::parameter("hookTargetArn and roleArn are required for AWS_LAMBDA hooks."));
    }
    Ok(())
}
