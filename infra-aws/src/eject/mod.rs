//! Everything of a stage as files that AWS's own command line takes: for whoever goes on without this project.
//!
//! Nothing is described twice. The files of the ECS API are the requests that a deploy from nothing would send: the plan is
//! carried out against an AWS that notes what it is asked, and does nothing.

mod readme;
mod record;

use std::collections::BTreeMap;
use std::sync::Arc;

use infra_core::blueprint::{Blueprint, TAG_APP, TAG_ITEM, TAG_STAGE};
use infra_core::declaration::Network;
use serde_json::{Value, json};

use crate::Error;
use crate::apply::{Context, perform};
use crate::ecs::{Known, Outputs};
use crate::observe::Observed;
use crate::plan::{self, Action};
use crate::stack::{DesiredStack, desired_stacks};
use record::Recorder;

/// What is ejected, in the order in which it is made.
struct Ejected {
    stacks: Vec<EjectedStack>,
    calls: Vec<EjectedCall>,
}

/// A stack, with the names of its files.
struct EjectedStack {
    name: String,
    template: String,
    parameters: String,
    tags: String,
}

/// A call, with the name of its file.
struct EjectedCall {
    /// The item that it is for, without app and stage.
    item: String,
    /// The service, as the command line of AWS calls it.
    service: &'static str,
    /// The operation, as the command line of AWS calls it.
    operation: String,
    file: String,
    body: Value,
}

/// The files, by their names. What only AWS knows comes from `known`; what is not known there stands in the files as
/// `${stack.Output}`.
pub(crate) async fn files(
    blueprint: &Blueprint,
    known: Known,
    is_deployed: bool,
) -> Result<BTreeMap<String, String>, Error> {
    let known = with_placeholders(blueprint, known);
    let mut files = BTreeMap::new();
    let stacks = desired_stacks(blueprint, &known).iter().map(|stack| eject_stack(stack, &known, &mut files)).collect();
    let calls = calls(blueprint, known).await?;
    for call in &calls {
        files.insert(call.file.clone(), format!("{:#}\n", call.body));
    }
    let ejected = Ejected { stacks, calls };
    files.insert("README.md".to_owned(), readme::text(blueprint, &ejected, is_deployed));
    Ok(files)
}

/// The same, with a word for all that is not known.
fn with_placeholders(blueprint: &Blueprint, mut known: Known) -> Known {
    let word = |word: &mut String, placeholder: &str| {
        if word.is_empty() {
            placeholder.clone_into(word);
        }
    };
    word(&mut known.account, "${Account}");
    word(&mut known.region, "${Region}");
    word(&mut known.partition, "${Partition}");
    let uses_default = blueprint.clusters.iter().any(|cluster| cluster.network == Network::Default);
    if uses_default && known.default_network.is_none() {
        known.default_network = Some(("${DefaultVpc}".to_owned(), vec!["${DefaultSubnets}".to_owned()]));
    }
    for stack in desired_stacks(blueprint, &known) {
        let declared = stack.template.body.get("Outputs").and_then(Value::as_object);
        let names = declared.into_iter().flatten().map(|(name, _)| name.clone());
        let placeholders: Outputs = names.map(|name| (name.clone(), format!("${{{}.{name}}}", stack.name()))).collect();
        let outputs = known.outputs.entry(stack.name().to_owned()).or_default();
        for (name, placeholder) in placeholders {
            outputs.entry(name).or_insert(placeholder);
        }
    }
    known
}

fn eject_stack(stack: &DesiredStack, known: &Known, files: &mut BTreeMap<String, String>) -> EjectedStack {
    let name = stack.name().to_owned();
    let values = stack.values(known).unwrap_or_default();
    let parameters: Vec<Value> =
        values.iter().map(|(key, value)| json!({ "ParameterKey": key, "ParameterValue": value })).collect();
    // The tags of the project's own are for the project alone: without them no later run of it finds the stack.
    let own = [TAG_APP, TAG_STAGE, TAG_ITEM];
    let tags = stack.template.tags.iter().filter(|(key, _)| !own.contains(&key.as_str()));
    let tags: Vec<Value> = tags.map(|(key, value)| json!({ "Key": key, "Value": value })).collect();
    let ejected = EjectedStack {
        template: format!("{name}.template.json"),
        parameters: format!("{name}.parameters.json"),
        tags: format!("{name}.tags.json"),
        name,
    };
    files.insert(ejected.template.clone(), stack.template.text());
    files.insert(ejected.parameters.clone(), format!("{:#}\n", Value::Array(parameters)));
    files.insert(ejected.tags.clone(), format!("{:#}\n", Value::Array(tags)));
    ejected
}

/// The calls of a deploy from nothing, but for those of stacks.
async fn calls(blueprint: &Blueprint, known: Known) -> Result<Vec<EjectedCall>, Error> {
    let observed = Observed { known, ..Observed::default() };
    let plan = plan::plan(blueprint, &observed)?;
    let recorder = Recorder::default();
    let clients = recorder.clients(&observed.known);
    let context = Context::new(clients, blueprint.clone(), observed, Arc::new(|_| {}));
    let mut calls: Vec<EjectedCall> = Vec::new();
    for (place, step) in plan.steps.iter().enumerate() {
        let is_own = matches!(
            step.action,
            Action::RegisterTaskDefinition { .. } | Action::CreateService { .. } | Action::Scale { .. }
        );
        if !is_own {
            continue;
        }
        perform(&context, place, step).await?;
        for call in recorder.take() {
            let alike = |other: &&EjectedCall| other.item == step.item && other.operation == call.operation;
            let number = match calls.iter().filter(alike).count() {
                0 => String::new(),
                before => format!("-{}", before + 1),
            };
            calls.push(EjectedCall {
                item: step.item.clone(),
                service: call.service,
                file: format!("{}.{}{number}.json", step.item, call.operation),
                operation: call.operation,
                body: call.body,
            });
        }
    }
    Ok(calls)
}

#[cfg(test)]
mod tests {
    use infra_macros::{app, cluster, service};

    use super::*;
    use crate::template::fixture::{ec2_shop, fargate_shop};

    #[cluster(capacity = fargate)]
    struct Shop;

    #[service(cluster = Shop, image = "web:1",
              scale(1..=9, step("Shop", "Waiting", above(100, add = 2), above(1000, add = 5), dimensions(Queue = "orders"))))]
    struct Web;

    const STEPPED: infra_core::declaration::App = app!("shop": Shop, Web; stages = [prod]);

    async fn ejected(blueprint: &Blueprint) -> BTreeMap<String, String> {
        files(blueprint, Known::default(), false).await.unwrap()
    }

    #[tokio::test(start_paused = true)]
    async fn every_file_that_the_readme_names_is_there_and_every_file_is_named() {
        for blueprint in [fargate_shop(), ec2_shop()] {
            let files = ejected(&blueprint).await;
            let readme = &files["README.md"];
            let named: Vec<&str> = readme
                .split("file://")
                .skip(1)
                .filter_map(|rest| rest.split(|letter: char| letter.is_whitespace() || letter == '`').next())
                .collect();
            assert!(named.len() > 5, "{readme}");
            for name in &named {
                assert!(files.contains_key(*name), "{name} is named and not there");
            }
            for name in files.keys().filter(|name| *name != "README.md") {
                assert!(named.contains(&name.as_str()), "{name} is there and not named in\n{readme}");
            }
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_service_is_the_request_that_makes_it() {
        let files = ejected(&fargate_shop()).await;
        let service: Value = serde_json::from_str(&files["web.create-service.json"]).unwrap();
        assert_eq!(service["serviceName"], "shop-prod-web");
        assert_eq!(service["taskDefinition"], "shop-prod-web");
        assert_eq!(
            service["networkConfiguration"]["awsvpcConfiguration"]["securityGroups"],
            json!(["${shop-prod-web.SecurityGroupId}"])
        );
        let definition: Value = serde_json::from_str(&files["rollup.register-task-definition.json"]).unwrap();
        assert_eq!(definition["family"], "shop-prod-rollup");
    }

    #[tokio::test(start_paused = true)]
    async fn the_alarms_that_set_steps_off_are_written_with_their_policies() {
        let blueprint = Blueprint::resolve(&STEPPED, "prod").unwrap();
        let files = ejected(&blueprint).await;
        let alarm: Value = serde_json::from_str(&files["web.put-metric-alarm.json"]).unwrap();
        assert_eq!(alarm["Dimensions"], json!([{ "Name": "Queue", "Value": "orders" }]));
        assert_eq!((&alarm["Threshold"], &alarm["Period"]), (&json!(100), &json!(60)));
        let policy: Value = serde_json::from_str(&files["web.put-scaling-policy.json"]).unwrap();
        let action = format!("${{ARN of policy {}}}", policy["PolicyName"].as_str().unwrap());
        assert_eq!(alarm["AlarmActions"], json!([action]));
        assert!(!files["web.put-metric-alarm.json"].contains("infra:"));
        let readme = &files["README.md"];
        let command = "aws cloudwatch put-metric-alarm --cli-input-json file://web.put-metric-alarm.json";
        assert!(readme.contains(command) && readme.contains("${ARN of policy NAME}"), "{readme}");
    }

    #[tokio::test(start_paused = true)]
    async fn the_tags_of_the_project_are_left_behind() {
        let files = ejected(&fargate_shop()).await;
        let tags: Value = serde_json::from_str(&files["shop-prod-web.tags.json"]).unwrap();
        assert_eq!(tags, json!([{ "Key": "team", "Value": "checkout" }]));
        for (name, text) in files.iter().filter(|(name, _)| name.ends_with("register-task-definition.json")) {
            assert!(!text.contains("infra:"), "{name}");
        }
    }
}
