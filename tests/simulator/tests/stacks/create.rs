//! Stacks are made.

use serde_json::json;

use crate::stacks::harness::{Account, log_group, refusal, routed, template};

#[tokio::test(start_paused = true)]
async fn resources_are_made_after_those_they_depend_on_and_events_tell_it() {
    let account = Account::new();
    let mut body = routed(100);
    body["Outputs"] = json!({ "Dns": { "Value": { "Fn::GetAtt": ["LoadBalancer", "DNSName"] } } });
    let id = account.begin("shop", &body).await.unwrap();
    assert_eq!(account.stack("shop").await.stack_status().unwrap().as_str(), "CREATE_IN_PROGRESS");
    assert_eq!(account.rest("shop").await, "CREATE_COMPLETE");
    let story = account.story("shop").await;
    let place = |what: &str| story.iter().position(|told| told == what).unwrap_or_else(|| panic!("{what}: {story:?}"));
    assert_eq!(story[0], "CREATE_IN_PROGRESS shop");
    assert!(place("CREATE_COMPLETE LoadBalancer") < place("CREATE_IN_PROGRESS Listener"));
    assert!(place("CREATE_COMPLETE Listener") < place("CREATE_IN_PROGRESS Rule"));
    assert!(place("CREATE_COMPLETE TargetGroup") < place("CREATE_IN_PROGRESS Listener"));
    assert_eq!(place("CREATE_COMPLETE shop"), story.len() - 1);
    assert!(account.output("shop", "Dns").await.ends_with(".eu-central-1.elb.amazonaws.com"));

    let events = account.events("shop").await;
    let of = |id: &'static str| events.iter().filter(move |event| event.logical_resource_id() == Some(id));
    let seen: Vec<_> = of("TargetGroup")
        .map(|event| (event.resource_status().unwrap().as_str(), !event.physical_resource_id().unwrap().is_empty()))
        .collect();
    assert_eq!(seen, [("CREATE_IN_PROGRESS", false), ("CREATE_IN_PROGRESS", true), ("CREATE_COMPLETE", true)]);
    assert_eq!(of("shop").next().unwrap().physical_resource_id(), Some(id.as_str()));
    assert!(events.iter().all(|event| event.client_request_token() == Some("create-shop")));
    assert!(account.simulator.violations().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_failed_creation_is_rolled_back_and_the_stack_can_only_be_deleted() {
    let account = Account::new();
    let mut body = routed(100);
    body["Resources"]["Second"] = body["Resources"]["Rule"].clone();
    assert_eq!(account.create("shop", &body).await, "ROLLBACK_COMPLETE");
    let (first, second) = (account.reason("shop", "Rule").await, account.reason("shop", "Second").await);
    let taken = "Priority '100' is currently in use";
    assert!(first.contains(taken) != second.contains(taken), "{first} {second}");
    assert!(format!("{first}{second}").contains("Resource creation cancelled"));
    let status = account
        .events("shop")
        .await
        .into_iter()
        .find(|event| event.resource_status().is_some_and(|status| status.as_str() == "ROLLBACK_IN_PROGRESS"));
    let reason = status.unwrap().resource_status_reason.unwrap();
    assert!(reason.starts_with("The following resource(s) failed to create: [Rule, Second]. "), "{reason}");
    assert!(account.simulator.violations().is_empty());
    assert_eq!(account.simulator.snapshot()["stacks"]["shop"]["resources"], json!({}));

    let (code, message) = account.change("shop", &routed(1)).await.unwrap_err();
    assert_eq!(code, "ValidationError");
    assert!(message.ends_with("is in ROLLBACK_COMPLETE state and can not be updated."), "{message}");
    assert_eq!(account.delete("shop").await, "DELETE_COMPLETE");
    assert_eq!(account.create("shop", &routed(1)).await, "CREATE_COMPLETE");
}

#[tokio::test(start_paused = true)]
async fn the_same_token_again_is_the_same_stack_and_another_one_is_refused() {
    let account = Account::new();
    let body = template(json!({ "Log": log_group(1) }));
    let id = account.begin("shop", &body).await.unwrap();
    assert_eq!(account.begin("shop", &body).await.unwrap(), id);
    let call = account.client.create_stack().stack_name("shop").template_body(body.to_string());
    let (code, message) = refusal(call.client_request_token("other").send().await.unwrap_err());
    assert_eq!((code.as_str(), message.as_str()), ("AlreadyExistsException", "Stack [shop] already exists"));
    assert_eq!(account.rest("shop").await, "CREATE_COMPLETE");
    let made = account.story("shop").await.into_iter().filter(|told| told == "CREATE_COMPLETE Log").count();
    assert_eq!(made, 1);
}

#[tokio::test(start_paused = true)]
async fn parameters_of_systems_manager_and_lists_reach_the_resources() {
    let account = Account::new();
    let mut body = template(json!({
        "Template": {
            "Type": "AWS::EC2::LaunchTemplate",
            "Properties": { "LaunchTemplateData": { "ImageId": { "Ref": "Image" }, "InstanceType": "m7g.large" } },
        },
        "Group": {
            "Type": "AWS::AutoScaling::AutoScalingGroup",
            "Properties": {
                "MinSize": "0", "MaxSize": "1", "VPCZoneIdentifier": { "Ref": "Subnets" },
                "LaunchTemplate": {
                    "LaunchTemplateId": { "Ref": "Template" },
                    "Version": { "Fn::GetAtt": ["Template", "LatestVersionNumber"] },
                },
            },
        },
    }));
    let path = "/aws/service/ecs/optimized-ami/amazon-linux-2023/arm64/recommended/image_id";
    body["Parameters"] = json!({
        "Image": { "Type": "AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>", "Default": path },
        "Subnets": { "Type": "List<AWS::EC2::Subnet::Id>" },
    });
    let subnets = [("Subnets", "subnet-0000000a,subnet-0000000b")];
    account.begin_with("shop", &body, &subnets).await.unwrap();
    assert_eq!(account.rest("shop").await, "CREATE_COMPLETE");
    let stack = account.stack("shop").await;
    let image = stack.parameters().iter().find(|parameter| parameter.parameter_key() == Some("Image")).unwrap();
    assert_eq!(image.parameter_value(), Some(path));
    assert!(image.resolved_value().unwrap().starts_with("ami-"));

    let gone = [("Subnets", "subnet-0000000a,subnet-gone")];
    account.begin_with("other", &body, &gone).await.unwrap();
    assert_eq!(account.rest("other").await, "ROLLBACK_COMPLETE");
    let reasons = account.events("other").await;
    let mut reasons = reasons.iter().filter_map(|event| event.resource_status_reason());
    assert!(
        reasons.any(|reason| reason.contains("parameter value subnet-gone for parameter name Subnets does not exist"))
    );
}

#[tokio::test(start_paused = true)]
async fn the_answers_come_in_pages() {
    let account = Account::new();
    let resources: serde_json::Map<_, _> = (0..60).map(|index| (format!("Log{index}"), log_group(1))).collect();
    assert_eq!(account.create("many", &template(resources.into())).await, "CREATE_COMPLETE");
    assert_eq!(account.events("many").await.len(), 60 * 3 + 2);
    for index in 0..25 {
        account.begin(&format!("stack{index}"), &template(json!({ "Log": log_group(1) }))).await.unwrap();
    }
    let first = account.client.describe_stacks().send().await.unwrap();
    assert!(first.next_token().is_some());
    let all = account.client.describe_stacks().into_paginator().items().send();
    assert_eq!(all.collect::<Result<Vec<_>, _>>().await.unwrap().len(), 26);
    let resources = account.client.list_stack_resources().stack_name("many").send().await.unwrap();
    assert_eq!(resources.stack_resource_summaries().len(), 60);
}

#[tokio::test(start_paused = true)]
async fn the_template_reads_back_as_it_was_sent() {
    let account = Account::new();
    let body = template(json!({ "Log": log_group(1) }));
    account.create("shop", &body).await;
    let answer = account.client.get_template().stack_name("shop").send().await.unwrap();
    assert_eq!(answer.template_body(), Some(body.to_string().as_str()));
}
