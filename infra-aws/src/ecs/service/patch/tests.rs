use infra_core::blueprint::{Blueprint, WorkloadKind};
use infra_core::declaration::Patch;
use infra_core::plan;
use serde_json::{Value, json};

use super::super::Service;
use super::*;
use crate::ecs::Known;
use crate::template::fixture;

fn service(patches: &[(&'static str, &'static str)]) -> Service {
    let mut blueprint = fixture::fargate_shop();
    let web = &mut blueprint.clusters[0].workloads[0];
    web.patches = patches.iter().map(|&(pointer, value)| Patch { pointer, value }).collect();
    let known = Known::placeholders(&blueprint);
    let Blueprint { names, clusters, .. } = blueprint;
    Service::declared(&names, &clusters[0], &clusters[0].workloads[0], &known).unwrap()
}

/// What an update says when `after` follows on `before`.
fn update(before: &Service, after: &Service) -> (Vec<String>, Value) {
    let (old, new) = after.compared(before, true);
    let changed: Vec<String> = plan::differences(&old, &new).into_iter().map(|detail| detail.what).collect();
    let request = after.update("web:2", Some(&changed), false);
    (changed, request)
}

#[test]
fn a_new_service_is_made_with_its_patches() {
    let request = service(&[
        ("/service/platformVersion", "\"1.4.0\""),
        ("/service/deploymentConfiguration/maximumPercent", "150"),
        ("/service/networkConfiguration/awsvpcConfiguration/securityGroups/-", "\"sg-1\""),
        ("/service/loadBalancers/0/containerPort", "9"),
    ])
    .create("web:1", 2);
    assert_eq!((&request["platformVersion"], &request["desiredCount"]), (&json!("1.4.0"), &json!(2)));
    assert_eq!(request["deploymentConfiguration"]["maximumPercent"], 150);
    assert_eq!(request["networkConfiguration"]["awsvpcConfiguration"]["securityGroups"][1], "sg-1");
    assert_eq!(request["loadBalancers"][0]["containerPort"], 9);
}

#[test]
fn a_patch_is_sent_when_it_changes_and_where_its_field_is_sent_anyway() {
    let (plain, patched) = (service(&[]), service(&[("/service/deploymentConfiguration/maximumPercent", "150")]));
    let (changed, request) = update(&plain, &patched);
    assert_eq!(changed, ["patch deploymentConfiguration"]);
    assert_eq!(request["deploymentConfiguration"]["maximumPercent"], 150);
    let (changed, request) = update(&patched, &patched);
    assert_eq!(changed, Vec::<String>::new());
    assert_eq!(request["deploymentConfiguration"]["maximumPercent"], 150);
    let platform = service(&[("/service/platformVersion", "\"1.4.0\"")]);
    assert_eq!(update(&platform, &platform).1.get("platformVersion"), None);
}

#[test]
fn what_is_declared_under_a_patch_still_counts() {
    let patches = [("/service/deploymentConfiguration/maximumPercent", "150")];
    let (before, mut after) = (service(&patches), service(&patches));
    after.deployment.minimum_healthy_percent = 50;
    let (changed, request) = update(&before, &after.tagged());
    assert_eq!(changed, ["patch deploymentConfiguration"]);
    assert_eq!(request["deploymentConfiguration"]["minimumHealthyPercent"], 50);
    assert_eq!(request["deploymentConfiguration"]["maximumPercent"], 150);
}

#[test]
fn what_a_patch_no_longer_changes_is_as_declared_or_as_aws_has_it() {
    let before = service(&[
        ("/service/platformVersion", "\"1.4.0\""),
        ("/service/capacityProviderStrategy/0/weight", "7"),
        ("/service/forced", "true"),
    ]);
    let after = service(&[]);
    let (changed, request) = update(&before, &after);
    assert_eq!(changed, ["patch capacityProviderStrategy", "patch forced", "patch platformVersion"]);
    assert_eq!(request["platformVersion"], "LATEST");
    assert_eq!(request["capacityProviderStrategy"][0]["weight"], 1);
    assert_eq!((&request["forceNewDeployment"], request.get("forced")), (&json!(true), None));
    let (old, new) = after.compared(&before, true);
    let lines: Vec<String> = after.told(plan::differences(&old, &new)).iter().map(ToString::to_string).collect();
    assert_eq!(
        lines,
        [
            "patch of /service/capacityProviderStrategy is taken back",
            "patch of /service/forced is taken back, but what it set stays: nothing undoes it",
            "patch of /service/platformVersion is taken back",
        ]
    );
}

#[test]
fn every_field_that_is_shown_belongs_to_a_part_of_the_request() {
    let mut blueprint = fixture::fargate_shop();
    let WorkloadKind::Service(web) = &mut blueprint.clusters[0].workloads[0].kind else { panic!("a service") };
    web.alarms = vec!["late"];
    let known = Known::placeholders(&blueprint);
    let Blueprint { names, clusters, .. } = blueprint;
    let service = Service::declared(&names, &clusters[0], &clusters[0].workloads[0], &known).unwrap();
    let shown: Vec<&str> = SHOWN.iter().flat_map(|(_, fields)| fields.iter().copied()).chain(["count"]).collect();
    for field in service.fields(true).keys().filter(|field| !field.starts_with(super::super::TAG)) {
        assert!(shown.contains(&field.as_str()), "which part of the request says `{field}`? Add it to `SHOWN`");
    }
}

#[test]
fn what_finds_no_place_is_said() {
    let why = service(&[("/service/serviceConnectConfiguration/enabled", "true")]).check_patches().unwrap_err();
    assert!(why.contains("there is no `/service/serviceConnectConfiguration` that could be changed"), "{why}");
    assert_eq!(service(&[("/service/serviceConnectConfiguration", "{}")]).check_patches(), Ok(()));
    let changed = ["patch launchType".to_owned()];
    assert!(refused(&changed).unwrap().contains("counts only when a service is made"));
}
