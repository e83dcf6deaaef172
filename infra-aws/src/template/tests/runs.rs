//! Services that run tasks.

use expect_test::expect_file;
use infra_core::blueprint::Blueprint;
use infra_macros::{app, cluster, service, task};
use serde_json::{Value, json};

use super::{snapshot, stacks};
use crate::ecs::{Known, TaskDefinition};
use crate::template::StackTemplate;

/// A service that runs a task which calls it, one of another cluster with a volume of its own, and one whose roles are given;
/// and a service with a role that is given, which runs the first as well.
pub(in crate::template) fn running() -> Blueprint {
    #[cluster]
    struct Shop;

    #[cluster(capacity = ec2("c5.large", 1..=4), network = new(nat = one))]
    struct Batch;

    #[service(
        cluster = Shop,
        image = "api:1",
        port(8080, name = "http", protocol = http),
        env(MODE = "fast", RUN_REPORT = "mine"),
        runs = [OrderSync, Count, Report],
        waive("environment-twice", reason = "it makes its own report"),
    )]
    struct Api;

    #[service(cluster = Shop, image = "admin:1", role = "arn:aws:iam::111122223333:role/admin", runs = [OrderSync])]
    struct Admin;

    #[task(cluster = Shop, image = "sync:1", connect = [Api], platform = "1.4.0")]
    struct OrderSync;

    #[task(cluster = Batch, image = "count:1", cpu = 128, memory = 256, volume("data", ebs("20 GB", gp3), at = "/data"))]
    struct Count;

    #[task(
        cluster = Shop,
        image = "report:1",
        role = "arn:aws:iam::111122223333:role/report",
        execution_role = "arn:aws:iam::111122223333:role/ecs",
    )]
    struct Report;

    let app = app!("shop": Shop, Batch, Api, Admin, OrderSync, Count, Report);
    Blueprint::resolve(&app, "prod").unwrap()
}

fn stack(name: &str) -> StackTemplate {
    stacks(&running()).into_iter().find(|stack| stack.name == name).unwrap()
}

/// The variables of the main container of an item that begin with `RUN_`.
fn told(item: &str) -> Vec<(String, String)> {
    let blueprint = running();
    let known = Known::placeholders(&blueprint);
    let (cluster, workload) = blueprint.workloads().find(|(_, workload)| workload.identity.name == item).unwrap();
    let definition = TaskDefinition::declared(cluster, workload, &known).unwrap().document;
    let variables = definition["containerDefinitions"][0]["environment"].as_array().unwrap().clone();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let pairs = variables.iter().map(|variable| (text(&variable["name"]), text(&variable["value"])));
    pairs.filter(|(name, _)| name.starts_with("RUN_")).collect()
}

#[test]
fn a_service_is_told_how_to_run_its_tasks() {
    let told = told("api");
    let names: Vec<&str> = told.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["RUN_COUNT", "RUN_ORDER_SYNC", "RUN_REPORT"]);
    let request = |at: usize| serde_json::from_str::<Value>(&told[at].1).unwrap();
    assert_eq!(
        request(1),
        json!({
            "cluster": "shop-prod-shop",
            "taskDefinition": "shop-prod-order-sync",
            "capacityProviderStrategy": [{ "capacityProvider": "FARGATE", "base": 0, "weight": 1 }],
            "networkConfiguration": { "awsvpcConfiguration": {
                "subnets": ["${shop-prod-shop.TaskSubnets}"],
                "securityGroups": ["${shop-prod-order-sync.SecurityGroupId}"],
                "assignPublicIp": "ENABLED",
            } },
            "platformVersion": "1.4.0",
            "overrides": { "containerOverrides": [{ "name": "order-sync" }] },
            "enableECSManagedTags": true,
            "propagateTags": "TASK_DEFINITION",
        })
    );
    let count = request(0);
    assert_eq!(count["cluster"], "shop-prod-batch");
    assert_eq!(count["networkConfiguration"]["awsvpcConfiguration"]["assignPublicIp"], "DISABLED");
    let disk = &count["volumeConfigurations"][0];
    assert_eq!(disk["managedEBSVolume"]["roleArn"], "${shop-prod-count.VolumeRoleArn}");
    assert_eq!(disk["managedEBSVolume"]["terminationPolicy"], json!({ "deleteOnTermination": true }));
    assert_eq!(told[2].1, "mine", "what is declared stays");
    assert_eq!(super::runs::told("admin").len(), 1);
}

#[test]
fn a_task_lets_those_run_it_who_name_it() {
    snapshot::check(&stack("shop-prod-order-sync"), &expect_file!["../snapshot/run-task.txt"]);
    let policies = |name: &str| {
        let resources = stack(name).body["Resources"].as_object().unwrap().clone();
        let policies = resources.into_iter().filter(|(_, resource)| resource["Type"] == "AWS::IAM::RolePolicy");
        policies.collect::<Vec<_>>()
    };
    let of_sync = policies("shop-prod-order-sync");
    assert_eq!(of_sync.len(), 1, "the role of `admin` is its owner's");
    assert_eq!(of_sync[0].0, "RunByApi");
    let passed = |name: &str| {
        let statements = policies(name)[0].1["Properties"]["PolicyDocument"]["Statement"].as_array().unwrap().clone();
        let passed = statements.into_iter().filter(|statement| statement["Action"] == json!(["iam:PassRole"]));
        passed.map(|statement| statement["Resource"].clone()).collect::<Vec<_>>()
    };
    let role = |name: &str| json!({ "Fn::GetAtt": [name, "Arn"] });
    assert_eq!(
        passed("shop-prod-count"),
        [json!([role("TaskRole"), role("ExecutionRole")]), json!([role("VolumeRole")])]
    );
    let given = ["arn:aws:iam::111122223333:role/report", "arn:aws:iam::111122223333:role/ecs"];
    assert_eq!(passed("shop-prod-report"), [json!(given)]);
}

#[test]
fn neither_stack_waits_for_the_other() {
    let named =
        |name: &str, of: &str| stack(name).text().contains(of) || format!("{:?}", stack(name).parameters).contains(of);
    assert!(named("shop-prod-order-sync", "shop-prod-api"));
    assert!(!named("shop-prod-api", "shop-prod-order-sync") && !named("shop-prod-api", "shop-prod-count"));
    assert_eq!(stack("shop-prod-api").body["Outputs"]["TaskRoleName"]["Value"], json!({ "Ref": "TaskRole" }));
    assert_eq!(stack("shop-prod-admin").body["Outputs"].get("TaskRoleName"), None);
}

#[test]
fn a_role_that_is_given_needs_what_running_takes() {
    let blueprint = running();
    let (_, admin) = blueprint.workloads().find(|(_, workload)| workload.identity.name == "admin").unwrap();
    let needs = crate::template::needs_of_given(&blueprint.names, admin);
    for action in ["ecs:RunTask", "ecs:StopTask", "ecs:DescribeTasks", "ecs:TagResource", "iam:PassRole"] {
        assert!(needs[0].2.contains(action), "{action}");
    }
}
