//! What a deploy makes, seen by describe calls, and that a destroy leaves nothing of it.

use serde_json::{Value, json};

use crate::harness::Account;

/// These fields of each thing, sorted.
fn table(things: &Value, fields: &[&str]) -> Vec<Value> {
    let row = |thing: &Value| Value::Array(fields.iter().map(|field| thing[field].clone()).collect());
    let mut rows: Vec<Value> = things.as_array().expect("it is a list").iter().map(row).collect();
    rows.sort_by_key(Value::to_string);
    rows
}

/// What follows the last `/` of a name or an ARN.
fn short(value: &Value) -> String {
    value.as_str().unwrap_or_default().rsplit('/').next().unwrap_or_default().to_owned()
}

#[test]
fn the_boutique_stands_as_declared_and_leaves_nothing() {
    let account = Account::new();
    account.assert_empty();
    account.deploy("boutique").says("Deployed.");
    let world = account.world();

    assert_eq!(table(&world["clusters"], &["clusterName", "status"]), [json!(["boutique-dev-boutique", "ACTIVE"])]);
    let services = ["serviceName", "status", "desiredCount", "runningCount"];
    assert_eq!(
        table(&world["services"], &services),
        [json!(["boutique-dev-api", "ACTIVE", 1, 1]), json!(["boutique-dev-web", "ACTIVE", 1, 1])]
    );
    for service in world["services"].as_array().expect("it is a list") {
        assert_eq!(short(&service["taskDefinition"]), format!("{}:1", short(&service["serviceName"])));
    }
    let definitions = ["family", "cpu", "memory", "status"];
    assert_eq!(
        table(&world["definitions"], &definitions),
        [
            json!(["boutique-dev-api", "512", "1024", "ACTIVE"]),
            json!(["boutique-dev-rollup", "256", "512", "ACTIVE"]),
            json!(["boutique-dev-web", "256", "512", "ACTIVE"]),
        ]
    );
    assert_eq!(
        table(&world["stacks"], &["StackName", "StackStatus"]),
        ["boutique-dev-api", "boutique-dev-boutique", "boutique-dev-rollup", "boutique-dev-web"]
            .map(|name| json!([name, "CREATE_COMPLETE"]))
    );
    assert_eq!(
        table(&world["log_groups"], &["logGroupName", "retentionInDays"]),
        [
            json!(["/ecs/boutique-dev-api", 30]),
            json!(["/ecs/boutique-dev-rollup", 90]),
            json!(["/ecs/boutique-dev-web", 30])
        ]
    );
    // The emulator loses the time zone of a schedule that a stack makes (ministack 1.5.33): it reads back as UTC.
    assert_eq!(table(&world["schedules"], &["ScheduleExpression", "State"]), [json!(["cron(0 3 * * ? *)", "ENABLED"])]);
    let roles: Vec<String> = table(&world["roles"], &["RoleName"]).iter().map(|row| short(&row[0])).collect();
    for role in ["api-TaskRole", "api-ExecutionRole", "web-TaskRole", "web-ExecutionRole", "rollup-TaskRole"]
        .into_iter()
        .chain(["rollup-ExecutionRole", "rollup-ScheduleRole"])
    {
        assert!(roles.iter().any(|name| name.starts_with(&format!("boutique-dev-{role}"))), "{role} of {roles:?}");
    }
    assert_eq!(roles.len(), 7, "{roles:?}");

    account.destroy("boutique");
}

#[test]
fn requests_find_their_service() {
    let account = Account::new();
    account.deploy("boutique");
    let world = account.world();
    assert_eq!(
        table(&world["balancers"], &["LoadBalancerName", "Scheme", "Type"]),
        [json!(["boutique-dev-boutique", "internet-facing", "application"])]
    );
    assert_eq!(
        table(&world["target_groups"], &["TargetGroupName", "HealthCheckPath", "TargetType"]),
        [json!(["boutique-dev-api", "/api/health", "ip"]), json!(["boutique-dev-web", "/", "ip"])]
    );
    // In the order in which the load balancer asks them: the narrower path first.
    let rules =
        world["rules"].as_array().expect("it is a list").iter().filter(|rule| rule["IsDefault"] == json!(false));
    let mut rules: Vec<(u32, String, String)> = rules
        .map(|rule| {
            let priority = rule["Priority"].as_str().and_then(|priority| priority.parse().ok()).expect("a number");
            let path = rule["Conditions"][0]["Values"][0].as_str().unwrap_or_default().to_owned();
            let group = rule["Actions"][0]["TargetGroupArn"].as_str().and_then(|arn| arn.rsplit('/').nth(1));
            (priority, path, group.unwrap_or_default().to_owned())
        })
        .collect();
    rules.sort();
    let rules: Vec<(&str, &str)> = rules.iter().map(|(_, path, group)| (path.as_str(), group.as_str())).collect();
    assert_eq!(rules, [("/api/*", "boutique-dev-api"), ("/*", "boutique-dev-web")]);
    // The tasks of a service register in the target group that its rule leads to.
    for service in world["services"].as_array().expect("it is a list") {
        let group = service["loadBalancers"][0]["targetGroupArn"].as_str().and_then(|arn| arn.rsplit('/').nth(1));
        assert_eq!(group, service["serviceName"].as_str());
    }
    account.destroy("boutique");
}

#[test]
fn the_default_network_is_used_and_kept() {
    let account = Account::new();
    account.deploy("default_network").says("Deployed.");
    let world = account.world();
    assert_eq!(world["vpcs"], json!([]), "no network is made");
    assert_eq!(table(&world["services"], &["serviceName", "runningCount"]), [json!(["plain-dev-pages", 1])]);
    account.deploy_nothing("default_network");
    account.destroy("default_network");
}
