//! What holds for the whole account: its settings for ECS, and the roles that AWS's services act with.

use aws_sdk_ecs::types::Setting;
use futures_util::future::join_all;
use infra_core::blueprint::{Blueprint, ClusterBlueprint, WorkloadBlueprint};
use infra_core::declaration::{Provider, Size};

use super::{ACCOUNT, Check, Verdict};
use crate::Error;
use crate::client::Clients;
use crate::direct::{self, IAM};

/// What is called, as IAM names it.
const SETTINGS: &str = "ecs:ListAccountSettings";
const ROLE: &str = "iam:GetRole";

pub(super) async fn check(clients: &Clients, blueprint: &Blueprint) -> Vec<Check> {
    let roles = join_all(service_roles(blueprint).into_iter().map(|(role, service)| async move {
        Check::new(ACCOUNT, format!("role {role}"), service_role(clients, role, service).await)
    }));
    let (settings, mut checks) = tokio::join!(settings(clients, blueprint), roles);
    checks.extend(settings);
    checks
}

/// The roles of services that act for the account, and the services.
fn service_roles(blueprint: &Blueprint) -> Vec<(&'static str, &'static str)> {
    let services = || blueprint.workloads().filter_map(|(_, workload)| workload.service());
    let mut roles = vec![("AWSServiceRoleForECS", "ecs.amazonaws.com")];
    if blueprint.clusters.iter().any(|cluster| cluster.load_balancer.is_some()) {
        roles.push(("AWSServiceRoleForElasticLoadBalancing", "elasticloadbalancing.amazonaws.com"));
    }
    if services().any(|service| matches!(service.size, Size::Scale(_))) {
        let service = "ecs.application-autoscaling.amazonaws.com";
        roles.push(("AWSServiceRoleForApplicationAutoScaling_ECSService", service));
    }
    if blueprint.clusters.iter().any(has_instances) {
        roles.push(("AWSServiceRoleForAutoScaling", "autoscaling.amazonaws.com"));
    }
    roles
}

/// AWS makes such a role when it is first needed, if whoever needs it may have it made.
async fn service_role(clients: &Clients, role: &str, service: &str) -> Verdict {
    let answer = direct::query_value(clients, &IAM, ROLE, |writer| writer.prefix("RoleName").string(role)).await;
    match answer {
        Ok(_) => Verdict::ok("it is there"),
        Err(error) if error.code() == Some("NoSuchEntity") => Verdict::warning(
            "it is not there yet: AWS makes it at its first use",
            format!(
                "whoever deploys needs `iam:CreateServiceLinkedRole` for {service}, or somebody makes it before: `aws \
                 iam create-service-linked-role --aws-service-name {service}`"
            ),
        ),
        Err(error) => Verdict::unread(&error),
    }
}

async fn settings(clients: &Clients, blueprint: &Blueprint) -> Vec<Check> {
    let answer =
        clients.ecs.list_account_settings().effective_settings(true).send().await.map_err(Error::api(SETTINGS));
    let settings = match answer {
        Ok(answer) => answer.settings.unwrap_or_default(),
        Err(error) => return vec![Check::new(ACCOUNT, "settings of ECS", Verdict::unread(&error))],
    };
    let mut checks = vec![Check::new(ACCOUNT, "settings of ECS", arns(&settings))];
    let on_instances = blueprint.clusters.iter().filter(|cluster| has_instances(cluster));
    let trunked = is_on(&settings, "awsvpcTrunking");
    checks.extend(on_instances.filter(|cluster| !cluster.workloads.is_empty()).map(|cluster| {
        let tasks: u32 = cluster.workloads.iter().map(tasks_of).sum();
        let verdict = if trunked {
            Verdict::ok("on: instances with a trunk take more tasks than they have network interfaces")
        } else {
            Verdict::ok(format!(
                "off: an instance takes as many tasks with addresses of their own as it has spare network interfaces; \
                 {tasks} are declared at the most"
            ))
        };
        Check::new(cluster.identity.name, "setting awsvpcTrunking", verdict)
    }));
    checks
}

/// Whether a cluster has Auto Scaling groups.
fn has_instances(cluster: &ClusterBlueprint) -> bool {
    cluster.capacity.iter().any(|provider| matches!(provider, Provider::Ec2(_)))
}

/// How many tasks a workload may have at a time.
fn tasks_of(workload: &WorkloadBlueprint) -> u32 {
    workload.service().map_or(1, |service| match service.size {
        Size::Count(count) => count,
        Size::Scale(scale) => scale.tasks.max,
    })
}

/// Only what has an ARN of the long form can have tags, by which all of a stage is found again.
fn arns(settings: &[Setting]) -> Verdict {
    let short: Vec<&str> = ["serviceLongArnFormat", "taskLongArnFormat", "containerInstanceLongArnFormat"]
        .into_iter()
        .filter(|name| is_off(settings, name))
        .collect();
    if short.is_empty() {
        return Verdict::ok("services and tasks can have tags");
    }
    let hint = short.iter().map(|name| format!("`aws ecs put-account-setting-default --name {name} --value enabled`"));
    let reason =
        format!("{} is off: services and tasks could not have the tags by which they are found", short.join(", "));
    Verdict::failed(reason, hint.collect::<Vec<_>>().join(" and "))
}

fn value<'a>(settings: &'a [Setting], name: &str) -> Option<&'a str> {
    settings.iter().find(|setting| setting.name().is_some_and(|known| known.as_str() == name))?.value()
}

fn is_on(settings: &[Setting], name: &str) -> bool {
    matches!(value(settings, name), Some("enabled" | "on"))
}

fn is_off(settings: &[Setting], name: &str) -> bool {
    matches!(value(settings, name), Some("disabled" | "off"))
}

#[cfg(test)]
mod tests {
    use aws_sdk_ecs::types::SettingName;

    use super::*;

    #[test]
    fn short_arns_have_no_tags() {
        let setting =
            |value: &str| vec![Setting::builder().name(SettingName::ServiceLongArnFormat).value(value).build()];
        assert_eq!(arns(&[]).word(), "ok");
        assert_eq!(arns(&setting("enabled")).word(), "ok");
        assert!(arns(&setting("disabled")).is_failed());
    }
}
