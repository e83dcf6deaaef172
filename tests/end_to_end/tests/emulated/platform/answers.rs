//! What is answered where moto 5.2.5 cannot.

use serde_json::{Value, json};

use super::left_out::{self, Domain};
use crate::harness::{Call, Emulator, Reaction, all_run, no_deployments, script};

/// Prints the instances that run in Auto Scaling groups, with their groups.
const INSTANCES: &str = r#"
import boto3, json
groups = boto3.client("autoscaling").describe_auto_scaling_groups()["AutoScalingGroups"]
print(json.dumps([[one["InstanceId"], group["AutoScalingGroupName"]] for group in groups for one in group["Instances"]]))
"#;

/// Makes a zone and a certificate for the domain, and prints how they are called.
const DOMAIN: &str = r#"
import boto3, json
zone = boto3.client("route53").create_hosted_zone(Name="example.com", CallerReference="platform")["HostedZone"]
certificate = boto3.client("acm").request_certificate(DomainName="shop.example.com", ValidationMethod="DNS")
print(json.dumps([zone["Id"].split("/")[-1], certificate["CertificateArn"]]))
"#;

/// Reactions that give moto what it takes, and answer in its place what it has not.
pub(super) fn instead_of_moto(account: &str) -> impl FnMut(&Call) -> Reaction + Send + 'static {
    let account = account.to_owned();
    let domain: (String, String) =
        serde_json::from_value(script(&account, DOMAIN, Emulator::Moto)).expect("the script prints two texts");
    let domain = Domain { zone: domain.0, certificate: domain.1 };
    move |call| match call.action.as_str() {
        "CreateStack" | "UpdateStack" => Reaction::Send(left_out::without(&call.body, &domain)),
        // It answers 500 to a task that has a network interface of its own.
        "RunTask" => Reaction::Answer(200, tasks("PENDING")),
        "DescribeTasks" => Reaction::Answer(200, tasks("STOPPED")),
        "ListServiceDeployments" => no_deployments(),
        "DescribeServices" => Reaction::edit(|body| {
            let mut answer = serde_json::from_str(&body).expect("the emulator answers JSON");
            all_run(&mut answer);
            answer.to_string()
        }),
        // Its Auto Scaling groups start instances, but nothing runs on those that would join a cluster.
        "ListContainerInstances" => {
            let instances = instances(&account);
            let arns: Vec<&str> = instances.iter().map(|(id, _)| id.as_str()).collect();
            Reaction::Answer(200, json!({ "containerInstanceArns": arns }).to_string())
        }
        "DescribeContainerInstances" => {
            let instances = instances(&account).into_iter().map(|(id, group)| {
                let provider = format!("cp-{group}");
                json!({ "containerInstanceArn": id, "agentConnected": true, "capacityProviderName": provider })
            });
            let instances: Vec<Value> = instances.collect();
            Reaction::Answer(200, json!({ "containerInstances": instances }).to_string())
        }
        _ => Reaction::Forward,
    }
}

/// The instances that moto's Auto Scaling groups have started, with their groups.
fn instances(account: &str) -> Vec<(String, String)> {
    let found = script(account, INSTANCES, Emulator::Moto);
    serde_json::from_value(found).expect("the script prints pairs")
}

/// The one task that the platform runs while it is deployed, which ends well.
fn tasks(status: &str) -> String {
    let container = json!({ "name": "migrate", "lastStatus": status, "exitCode": 0 });
    let task = json!({
        "taskArn": "arn:aws:ecs:eu-central-1:123456789012:task/platform/0123456789abcdef0123456789abcdef",
        "lastStatus": status, "desiredStatus": "STOPPED", "stopCode": "EssentialContainerExited", "containers": [container],
    });
    json!({ "tasks": [task], "failures": [] }).to_string()
}
