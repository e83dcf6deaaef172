//! What a task definition says, as keys that services and tasks share.

use aws_sdk_ecs::types::{ContainerDefinition, CpuArchitecture, NetworkMode, OsFamily, TaskDefinition};

use super::container;
use super::print::{Attribute, string};

/// Says all that is in a task definition, where it has a container that is essential; whether it has. The main one is
/// `balanced`, if that is there, else the first. `shell` says whether sessions are opened in it.
pub(super) fn say(definition: &TaskDefinition, balanced: Option<&str>, shell: bool, attribute: &mut Attribute) -> bool {
    let containers = definition.container_definitions();
    let main = containers.iter().find(|container| balanced.is_some() && container.name() == balanced);
    let Some(main) = main.or_else(|| containers.iter().find(|it| it.essential() != Some(false))) else {
        attribute.leave("a task definition without a container that is essential");
        return false;
    };
    attribute.say("image", format!("image = {}", string(main.image().unwrap_or_default())));
    size(definition, main, attribute);
    platform(definition, attribute);
    container::say(main, shell, attribute);
    for other in containers.iter().filter(|container| container.name() != main.name()) {
        attribute.leave(format!(
            "container {} of {}: write `container({}, image = .., ..)`",
            other.name().unwrap_or_default(),
            other.image().unwrap_or_default(),
            string(other.name().unwrap_or_default())
        ));
    }
    for volume in definition.volumes() {
        attribute.leave(format!("volume {}: write `volume(..)`", volume.name().unwrap_or_default()));
    }
    roles(definition, attribute);
    true
}

/// The task's size; on instances it may stand at the container alone.
fn size(definition: &TaskDefinition, main: &ContainerDefinition, attribute: &mut Attribute) {
    let cpu = definition.cpu().map(str::to_owned).or_else(|| (main.cpu() > 0).then(|| main.cpu().to_string()));
    let own = main.memory().or(main.memory_reservation()).map(|memory| memory.to_string());
    let memory = definition.memory().map(str::to_owned).or(own);
    attribute.say_some("cpu", cpu.map(|cpu| format!("cpu = {cpu}")));
    attribute.say_some("memory", memory.map(|memory| format!("memory = {memory}")));
}

fn platform(definition: &TaskDefinition, attribute: &mut Attribute) {
    let platform = definition.runtime_platform();
    if platform.and_then(|platform| platform.cpu_architecture()) == Some(&CpuArchitecture::Arm64) {
        attribute.say("arch", "arch = arm64");
    }
    if let Some(os) =
        platform.and_then(|platform| platform.operating_system_family()).filter(|os| **os != OsFamily::Linux)
    {
        let word = os.as_str().to_lowercase().replace("windows_server_", "windows_");
        attribute.say("os", format!("os = {word}"));
    }
    if let Some(mode) = definition.network_mode().filter(|mode| **mode != NetworkMode::Awsvpc) {
        attribute.say("network_mode", format!("network_mode = {mode}"));
    }
    if let Some(storage) = definition.ephemeral_storage().filter(|storage| storage.size_in_gib() > 20) {
        attribute.say("storage", format!("storage = \"{} GB\"", storage.size_in_gib()));
    }
}

fn roles(definition: &TaskDefinition, attribute: &mut Attribute) {
    let role = |key: &str, arn: Option<&str>| arn.map(|arn| format!("{key} = {}", string(arn)));
    attribute.say_some("role", role("role", definition.task_role_arn()));
    attribute.say_some("execution_role", role("execution_role", definition.execution_role_arn()));
}
