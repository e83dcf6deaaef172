//! The two roles of a workload: the one its code has, and the one with which ECS starts it.
//!
//! Both are named by CloudFormation: role names are global to the account, across regions, and a role with a fixed name
//! cannot be replaced.

use std::collections::BTreeSet;

use infra_core::blueprint::{Names, Secret, WorkloadBlueprint};
use serde_json::{Value, json};

use super::ecr::{self, Repository};
use super::{file_access, run};
use crate::template::draft::Draft;
use crate::template::intrinsic::{arn, attribute, declared_arn, reference, substitute};
use crate::template::{iam, output};

/// The role that a workload's own code has.
pub(crate) const TASK_ROLE: &str = "TaskRole";
/// The role with which ECS starts a workload.
pub(crate) const EXECUTION_ROLE: &str = "ExecutionRole";
const ECS_TASKS: &str = "ecs-tasks.amazonaws.com";

/// The ARN of the task role: the one that is made, or the one that is given.
pub(super) fn task_role(workload: &WorkloadBlueprint) -> Value {
    workload.runtime.task_role.map_or_else(|| attribute(TASK_ROLE, "Arn"), Value::from)
}

/// The ARN of the execution role: the one that is made, or the one that is given.
pub(super) fn execution_role(workload: &WorkloadBlueprint) -> Value {
    workload.runtime.execution_role.map_or_else(|| attribute(EXECUTION_ROLE, "Arn"), Value::from)
}

/// What ECS and the workload's keys need of roles that are given: the key, the ARN, and the actions.
pub(crate) fn needs_of_given(
    names: &Names,
    workload: &WorkloadBlueprint,
) -> Vec<(&'static str, &'static str, BTreeSet<String>)> {
    let runs = workload.service().is_some_and(|service| !service.runs.is_empty());
    let runs: &[&str] = if runs { &run::ACTIONS } else { &[] };
    let given = [
        ("role", workload.runtime.task_role, task_statements(names, workload), runs),
        ("execution_role", workload.runtime.execution_role, execution_statements(workload), &[]),
    ];
    let given = given.into_iter().filter_map(|(key, arn, statements, more)| {
        let actions = statements.iter().filter_map(|statement| statement["Action"].as_array()).flatten();
        let actions = actions.filter_map(Value::as_str).chain(more.iter().copied());
        Some((key, arn?, actions.map(str::to_owned).collect()))
    });
    given.collect()
}

/// May do what `allow` says, what its file systems and a shell in its containers need, and nothing else. It exists without any too, so that the first
/// does not start new tasks for the role's sake.
pub(super) fn make_task_role(draft: &mut Draft, names: &Names, workload: &WorkloadBlueprint) {
    if workload.runtime.task_role.is_none() {
        let from_ecs = ("ArnLike", json!({ "aws:SourceArn": arn("ecs", "*") }));
        draft.resource(
            TASK_ROLE,
            "AWS::IAM::Role",
            json!({
                "AssumeRolePolicyDocument": iam::trust_for_account(ECS_TASKS, Some(from_ecs)),
                "Policies": iam::policies("allow", task_statements(names, workload)),
            }),
        );
    }
    draft.output(output::TASK_ROLE_ARN, task_role(workload));
    // For the tasks that it runs, whose stacks give it what it needs for that.
    let runs = workload.service().is_some_and(|service| !service.runs.is_empty());
    if runs && workload.runtime.task_role.is_none() {
        draft.output(output::TASK_ROLE_NAME, reference(TASK_ROLE));
    }
}

fn task_statements(names: &Names, workload: &WorkloadBlueprint) -> Vec<Value> {
    let declared = workload.allow.iter().map(|allow| {
        let resources = allow.on.iter().map(|resource| declared_arn(&names.fill(resource)));
        iam::allow(allow.actions, resources.collect())
    });
    declared.chain(file_access::statements(workload)).chain(shell(workload)).collect()
}

/// What the agent that opens shells in containers does.
pub(crate) const SHELL_ACTIONS: [&str; 4] = [
    "ssmmessages:CreateControlChannel",
    "ssmmessages:CreateDataChannel",
    "ssmmessages:OpenControlChannel",
    "ssmmessages:OpenDataChannel",
];

/// The statement of a task role that lets shells be opened in containers. IAM knows no resource for it.
pub(crate) fn shell_statement() -> Value {
    iam::allow(&SHELL_ACTIONS, vec![json!("*")])
}

fn shell(workload: &WorkloadBlueprint) -> Option<Value> {
    workload.service().filter(|service| service.exec).map(|_| shell_statement())
}

/// May write to the workload's log group, read the secrets of its containers, and pull their images.
pub(super) fn make_execution_role(draft: &mut Draft, workload: &WorkloadBlueprint) {
    if workload.runtime.execution_role.is_none() {
        draft.resource(
            EXECUTION_ROLE,
            "AWS::IAM::Role",
            json!({
                "AssumeRolePolicyDocument": iam::trust(ECS_TASKS),
                "Policies": iam::policies("start", execution_statements(workload)),
            }),
        );
    }
    draft.output(output::EXECUTION_ROLE_ARN, execution_role(workload));
}

fn execution_statements(workload: &WorkloadBlueprint) -> Vec<Value> {
    let mut statements = Vec::new();
    if let Some(group) = workload.logs.group_name() {
        let streams = arn("logs", &format!("log-group:{group}:*"));
        statements.push(iam::allow(&["logs:CreateLogStream", "logs:PutLogEvents"], vec![streams]));
    }
    statements.extend(secrets(workload));
    statements.extend(pulls(workload));
    statements
}

/// Several variables may come from one secret, so names are made unique first.
fn secrets(workload: &WorkloadBlueprint) -> Vec<Value> {
    let mut parameters = BTreeSet::new();
    let mut secrets = BTreeSet::new();
    for secret in workload.secrets() {
        match secret {
            Secret::Parameter(name) => parameters.insert(name.as_str()),
            Secret::SecretsManager { name, .. } => secrets.insert(name.as_str()),
        };
    }
    let mut statements = Vec::new();
    if !parameters.is_empty() {
        let resources: Vec<Value> = parameters.into_iter().map(parameter_arn).collect();
        statements.push(iam::allow(&["ssm:GetParameters"], resources.clone()));
        statements.push(decrypt("ssm", "PARAMETER_ARN", resources));
    }
    if !secrets.is_empty() {
        let resources: Vec<Value> = secrets.into_iter().map(secret_arn).collect();
        statements.push(iam::allow(&["secretsmanager:GetSecretValue"], resources.clone()));
        statements.push(decrypt("secretsmanager", "SecretARN", resources));
    }
    statements
}

/// What is encrypted with a key of the user's own is read with `kms:Decrypt` as well. Which key that is, only AWS knows:
/// so any of this account, but only through the service that keeps the secrets, and only for these. The service gives
/// the secret's ARN under `context` in the encryption context.
fn decrypt(service: &str, context: &str, secrets: Vec<Value>) -> Value {
    let via = substitute(&format!("{service}.${{AWS::Region}}.amazonaws.com"));
    let condition = json!({
        "StringEquals": { "kms:ViaService": via },
        "StringLike": { format!("kms:EncryptionContext:{context}"): secrets },
    });
    iam::allow_if(&["kms:Decrypt"], vec![arn("kms", "key/*")], condition)
}

/// The slash that a name may begin with is the one behind `parameter`.
fn parameter_arn(name: &str) -> Value {
    arn("ssm", &format!("parameter/{}", name.strip_prefix('/').unwrap_or(name)))
}

/// A secret's ARN ends in a hyphen and six characters that Secrets Manager makes up.
fn secret_arn(name: &str) -> Value {
    arn("secretsmanager", &format!("secret:{name}-??????"))
}

/// The repositories of all containers, each once.
fn pulls(workload: &WorkloadBlueprint) -> Vec<Value> {
    let built: BTreeSet<String> = ecr::repositories(workload).map(|(_, name)| name).collect();
    // That of an image which is built is the same whether its reference is known yet or not.
    let existing = workload.existing_images().filter_map(Repository::of);
    let existing: BTreeSet<String> = existing.map(repository).collect();
    let resources: Vec<Value> = built
        .iter()
        .map(|name| arn("ecr", &format!("repository/{name}")))
        .chain(existing.iter().map(|arn| substitute(arn)))
        .collect();
    if resources.is_empty() {
        return Vec::new();
    }
    vec![
        iam::allow(&["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"], resources),
        // IAM knows no resource for it.
        iam::allow(&["ecr:GetAuthorizationToken"], vec![json!("*")]),
    ]
}

fn repository(Repository { account, region, name }: Repository<'_>) -> String {
    format!("arn:${{AWS::Partition}}:ecr:{region}:{account}:repository/{name}")
}
