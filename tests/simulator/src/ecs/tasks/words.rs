//! The reasons of tasks that do not start, in AWS's words.

use super::super::definitions;
use crate::script::{Behaviour, SecretFailure};
use crate::text::Request;
use crate::world::World;

/// Whether the failure is one of a way that does not exist, which takes its time.
pub(super) fn is_without_way(behaviour: &Behaviour) -> bool {
    matches!(behaviour, Behaviour::RegistryUnreachable | Behaviour::Secret { failure: SecretFailure::NoRoute, .. })
}

/// Why the task does not start for what it needs and is not there: a role, or a log group.
pub(super) fn not_provided(world: &World, arn: &str) -> Option<String> {
    let definition = definitions::find(world, &world.ecs.tasks.get(arn)?.definition)?;
    for key in ["executionRoleArn", "taskRoleArn"] {
        let role = definition.text(key);
        if !role.is_empty() && !world.iam.roles.values().any(|held| held.arn == role || held.name == role) {
            return Some(format!(
                "ECS was unable to assume the role '{role}' that was provided for this task. Please verify that the role \
                 being passed has the proper trust relationship and permissions and that your IAM user has permissions to \
                 pass this role."
            ));
        }
    }
    let configurations = definition.list("containerDefinitions").iter().map(|container| &container["logConfiguration"]);
    let missing = configurations.filter(|configuration| configuration.text("logDriver") == "awslogs").any(|held| {
        let options = &held["options"];
        !options.truth("awslogs-create-group") && !world.logs.groups.contains_key(options.text("awslogs-group"))
    });
    missing.then(|| {
        "ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to \
         create Cloudwatch log stream: ResourceNotFoundException: The specified log group does not exist. : exit status 1"
            .to_owned()
    })
}

/// Why the task does not start for an image that its repository does not have.
pub(super) fn not_pulled(world: &World, arn: &str) -> Option<String> {
    let mut images = world.ecs.tasks.get(arn)?.containers.iter().map(|container| &container.image);
    let image = images.find(|image| crate::ecr::has(world, image) == Some(false))?;
    Some(format!(
        "CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref {image}: \
         {image}: not found"
    ))
}

/// Why the task does not start; none where it does.
pub(super) fn not_started(world: &World, behaviour: &Behaviour, arn: &str) -> Option<String> {
    let task = world.ecs.tasks.get(arn)?;
    let image = task.container(&task.culprit).map(|container| container.image.as_str()).unwrap_or_default();
    let name = image.split('@').next().unwrap_or(image);
    let role = definitions::find(world, &task.definition).map(|definition| definition.text("executionRoleArn"));
    let role = role.unwrap_or_default().rsplit('/').next().unwrap_or_default();
    let assumed = format!("arn:aws:sts::{}:assumed-role/{role}/{}", world.account, task.id);
    Some(match behaviour {
        Behaviour::ImageMissing => format!(
            "CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref {image}: \
             {image}: not found"
        ),
        Behaviour::WrongPlatform => format!(
            "CannotPullContainerError: pull image manifest has been retried 1 time(s): image Manifest does not contain \
             descriptor matching platform 'linux/amd64' for {image}"
        ),
        Behaviour::RegistryUnreachable => format!(
            "CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref {image}: \
             failed to do request: Head \"https://{name}\": dial tcp: i/o timeout"
        ),
        Behaviour::RegistryForbidden => format!(
            "CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref {image}: \
             unexpected status from HEAD request to https://{name}: 403 Forbidden"
        ),
        Behaviour::DiskFull => format!(
            "CannotPullContainerError: failed to extract layer of {image}: write /var/lib/containerd: no space left on \
             device"
        ),
        Behaviour::Secret { secret, failure } => secret_failure(secret, *failure, &assumed),
        Behaviour::FileSystem => {
            "ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: \
                                  stderr: Mount attempt 1/3 failed due to timeout after 15 sec, wait 0 sec before next \
                                  attempt. : unsuccessful EFS utils command execution; code: 32"
                .to_owned()
        }
        Behaviour::NetworkInterface => format!(
            "ResourceInitializationError: failed to create a network interface: the subnet '{}' has no free addresses",
            task.subnet
        ),
        Behaviour::Volume => "Timeout waiting for EBS volume attachment to complete.".to_owned(),
        _ => return None,
    })
}

fn secret_failure(secret: &str, failure: SecretFailure, assumed: &str) -> String {
    let begin = "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: \
                 unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret";
    let request = "status code: 400, request id: 5c0a4b1e-6f0f-4c39-9b0e-8d5bb1a5f4a1";
    match failure {
        SecretFailure::Denied => format!(
            "{begin} {secret} from secrets manager: AccessDeniedException: User: {assumed} is not authorized to perform: \
             secretsmanager:GetSecretValue on resource: {secret} because no identity-based policy allows the \
             secretsmanager:GetSecretValue action {request}"
        ),
        SecretFailure::Missing => format!(
            "{begin} {secret} from secrets manager: ResourceNotFoundException: Secrets Manager can't find the specified \
             secret. {request}"
        ),
        SecretFailure::NoRoute => format!(
            "{begin} {secret} from secrets manager: RequestCanceled: request context canceled caused by: context deadline \
             exceeded. Please check your task network configuration."
        ),
    }
}
