//! What changes where one thing in the declarations does.

use serde_json::Value;

use crate::harness::Account;
use crate::routes::{route, routes};

/// The names in a list of things, sorted.
fn names(things: &Value, field: &str) -> Vec<String> {
    let things = things.as_array().expect("it is a list").iter();
    let mut names: Vec<String> = things.map(|thing| thing[field].as_str().unwrap_or_default().to_owned()).collect();
    names.sort();
    names
}

#[test]
fn a_changed_image_is_one_revision_and_one_update() {
    let account = Account::new();
    account.deploy("boutique");
    account.take_calls();
    account.deploy("new_image").says("1.29").says("1.30");
    assert_eq!(account.take_writes(), ["ecs:RegisterTaskDefinition", "ecs:UpdateService"]);
    let world = account.world();
    let web =
        world["services"].as_array().into_iter().flatten().find(|service| service["serviceName"] == "boutique-dev-web");
    let revision = web.and_then(|web| web["taskDefinition"].as_str()).unwrap_or_default();
    assert!(revision.ends_with("/boutique-dev-web:2"), "{revision}");
    account.deploy_nothing("new_image");
    account.destroy("new_image");
}

#[test]
fn what_was_declared_before_is_deployed_again() {
    let account = Account::new();
    account.deploy("boutique");
    account.deploy("new_image");
    account.deploy("boutique");
    account.deploy_nothing("boutique");
    account.destroy("boutique");
}

#[test]
fn a_removed_service_goes_and_the_rest_stays() {
    let account = Account::new();
    account.deploy("boutique");
    let before = account.world();
    account.take_calls();
    account.deploy("without_web");
    let writes = account.take_writes();
    let mut kinds = writes.clone();
    kinds.dedup();
    assert_eq!(
        kinds,
        [
            "cloudformation:DeleteStack",
            "ecs:DeleteService",
            "ecs:DeleteTaskDefinitions",
            "ecs:DeregisterTaskDefinition"
        ]
    );
    assert_eq!(writes.len(), 4, "one of each: {writes:?}");
    let world = account.world();
    assert_eq!(names(&world["services"], "serviceName"), ["boutique-dev-api"]);
    assert_eq!(
        names(&world["stacks"], "StackName"),
        ["boutique-dev-api", "boutique-dev-boutique", "boutique-dev-rollup"]
    );
    assert_eq!(names(&world["definitions"], "family"), ["boutique-dev-api", "boutique-dev-rollup"]);
    assert_eq!(names(&world["log_groups"], "logGroupName"), ["/ecs/boutique-dev-api", "/ecs/boutique-dev-rollup"]);
    assert_eq!(routes(&world), [route("/api/*", "boutique-dev-api")]);
    for kind in ["balancers", "clusters", "schedules", "vpcs"] {
        let untouched = |world: &Value| names(&world[kind], "LoadBalancerArn");
        assert_eq!(untouched(&world), untouched(&before), "{kind}");
    }
    account.deploy_nothing("without_web");
    account.deploy("boutique");
    account.deploy_nothing("boutique");
    account.destroy("boutique");
}
