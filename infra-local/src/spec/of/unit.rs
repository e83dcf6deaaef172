//! The containers of a task.

use infra_core::blueprint::{ContainerBlueprint, Secret, WorkloadBlueprint};
use infra_core::declaration::{self, ContainerCheck, Image as Declared, VolumeSource};

use super::{Built, SpecError};
use crate::spec::{Address, Binary, Check, Image, Probe, Program, SecretSource, Unit, UnitSize, Volume, VolumeKind};

/// ECS's own limit, in seconds.
const STOP: u32 = 30;

/// The units of a workload, the main one first. `dev` runs in the place of the main container.
pub(super) fn of(workload: &WorkloadBlueprint, dev: Option<&str>, built: &Built) -> Result<Vec<Unit>, SpecError> {
    let containers = workload.containers().enumerate();
    containers.map(|(place, container)| unit(workload, container, dev.filter(|_| place == 0), built)).collect()
}

fn unit(
    workload: &WorkloadBlueprint,
    container: &ContainerBlueprint,
    dev: Option<&str>,
    built: &Built,
) -> Result<Unit, SpecError> {
    let program = match dev {
        Some(line) => Program::Line(line.to_owned()),
        None => program(workload, container, built)?,
    };
    let after = container.after.iter().map(|(name, condition)| (name.clone(), condition.word().to_owned()));
    Ok(Unit {
        name: container.name.clone(),
        program,
        size: UnitSize {
            cpu: container.cpu,
            memory: container.memory,
            memory_reservation: container.memory_reservation,
        },
        environment: environment(container),
        secrets: secrets(container),
        ports: container.ports.iter().map(address).collect(),
        volumes: container.mounts.iter().filter_map(|mount| volume(workload, mount)).collect(),
        check: container.check.as_ref().map(check),
        stop_seconds: container.process.stop_seconds.unwrap_or(STOP),
        essential: container.essential,
        after: after.collect(),
    })
}

fn program(workload: &WorkloadBlueprint, container: &ContainerBlueprint, built: &Built) -> Result<Program, SpecError> {
    let item = workload.identity.name.to_owned();
    let reference = match container.built {
        Some(Declared::Cargo(cargo)) => {
            let binary = cargo.bin.to_owned();
            return match built.binaries.get(&binary) {
                Some(found) => Ok(Program::Binary(Binary {
                    name: binary,
                    path: found.path.clone(),
                    digest: found.digest.clone(),
                    arguments: container.command.clone(),
                })),
                None => Err(SpecError::Binary { item, binary }),
            };
        }
        Some(Declared::Dockerfile(_)) => {
            let image = built.images.get(&(item.clone(), container.name.clone()));
            image.cloned().ok_or_else(|| SpecError::Image { item, container: container.name.clone() })?
        }
        Some(Declared::Reference(_)) | None => container.image.clone(),
    };
    let process = &container.process;
    Ok(Program::Image(Image {
        reference,
        command: container.command.clone(),
        entrypoint: process.entrypoint.clone(),
        workdir: process.workdir.clone(),
        user: process.user.clone(),
        read_only: process.read_only,
        init: process.init,
        privileged: container.privileged,
        ulimits: process.ulimits.clone(),
    }))
}

/// Its environment without the `PORT` that it has only because nothing else is declared.
fn environment(container: &ContainerBlueprint) -> Vec<(String, String)> {
    let port = container.ports.first().map(|port| port.number.to_string());
    let is_usual = |name: &str, value: &String| name == "PORT" && port.as_ref() == Some(value);
    container.environment.iter().filter(|(name, value)| !is_usual(name, value)).cloned().collect()
}

/// Its secrets, and what is put out by stacks that this machine does not have: both are for the user to give.
fn secrets(container: &ContainerBlueprint) -> Vec<(String, SecretSource)> {
    let secrets = container.secrets.iter().map(|(variable, secret)| (variable.clone(), reference(secret)));
    let outputs = container.outputs.iter().map(|(variable, output)| (variable.clone(), format!("output:{output}")));
    let mut all: Vec<_> =
        secrets.chain(outputs).map(|(variable, reference)| (variable, SecretSource { reference })).collect();
    all.sort_by(|left, right| left.0.cmp(&right.0));
    all
}

fn reference(secret: &Secret) -> String {
    match secret {
        Secret::Parameter(name) => format!("ssm:{name}"),
        Secret::SecretsManager { name, key: None } => format!("secretsmanager:{name}"),
        Secret::SecretsManager { name, key: Some(key) } => format!("secretsmanager:{name}#{key}"),
    }
}

fn address(port: &declaration::Port) -> Address {
    Address { port: port.number, name: port.name.map(str::to_owned), udp: port.udp }
}

fn volume(workload: &WorkloadBlueprint, mount: &declaration::Mount) -> Option<Volume> {
    let declared = workload.volumes.iter().find(|volume| volume.name == mount.volume)?;
    let kind = match declared.source {
        VolumeSource::Efs(_) | VolumeSource::Host(_) => VolumeKind::Kept,
        VolumeSource::Ebs(_) | VolumeSource::Scratch => VolumeKind::OfTask,
    };
    Some(Volume { name: mount.volume.to_owned(), kind, at: mount.at.to_owned(), read_only: mount.read_only })
}

fn check(declared: &ContainerCheck) -> Check {
    let command = match declared.command.split_once(' ') {
        Some(("CMD-SHELL", line)) => vec!["sh".to_owned(), "-c".to_owned(), line.trim().to_owned()],
        Some((_, words)) => words.split_ascii_whitespace().map(str::to_owned).collect(),
        None => Vec::new(),
    };
    Check {
        probe: Probe::Command { command },
        interval_seconds: declared.interval_seconds,
        timeout_seconds: declared.timeout_seconds,
        healthy: 1,
        unhealthy: declared.retries,
        grace_seconds: declared.start_seconds,
    }
}
