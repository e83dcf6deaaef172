//! From what is declared of a container to its blueprint.

use super::resolve::at_item;
use super::{ContainerBlueprint, Names, Process, ResolveError, Secret};
use crate::declaration::{Condition, ContainerSpec, Identity, Mount, Port, Sidecar, Variable, WorkloadSpec};
use crate::rule;

/// The main container, which is called as its item.
pub(super) fn main_container(
    declared: &'static Identity,
    spec: &WorkloadSpec,
    names: &Names,
) -> Result<ContainerBlueprint, ResolveError> {
    let mounts =
        spec.volumes.iter().map(|volume| Mount { read_only: volume.read_only, ..Mount::new(volume.name, volume.at) });
    Ok(ContainerBlueprint {
        after: after_sidecars(spec),
        mounts: mounts.collect(),
        ..container(declared, declared.name, &spec.container, spec.ports, names)?
    })
}

/// The main container starts when all others are where they must be: as it says itself, or as the others wait for them, or
/// healthy where that is asked.
fn after_sidecars(spec: &WorkloadSpec) -> Vec<(String, Condition)> {
    let of_sidecar = |sidecar: &Sidecar| {
        let mut own = spec.after.iter().filter(|(name, _)| *name == sidecar.name).map(|&(_, condition)| condition);
        let others = spec.sidecars.iter().flat_map(|other| other.after).filter(|(name, _)| *name == sidecar.name);
        let usual = if sidecar.container.check.is_some() { Condition::Healthy } else { Condition::Start };
        let others = others.map(|&(_, condition)| condition).max_by_key(|&condition| strength(condition));
        (sidecar.name.to_owned(), own.next_back().or(others).unwrap_or(usual))
    };
    let mut after: Vec<_> = spec.sidecars.iter().map(of_sidecar).collect();
    after.sort_by(|left, right| left.0.cmp(&right.0));
    after
}

/// How much a condition asks for.
fn strength(condition: Condition) -> u8 {
    match condition {
        Condition::Start => 0,
        Condition::Healthy => 1,
        Condition::Complete => 2,
        Condition::Success => 3,
    }
}

/// A container beside the main one.
pub(super) fn sidecar(
    declared: &'static Identity,
    spec: &Sidecar,
    names: &Names,
) -> Result<ContainerBlueprint, ResolveError> {
    let mut after: Vec<_> = spec.after.iter().map(|&(name, condition)| (name.to_owned(), condition)).collect();
    after.sort_by(|left, right| left.0.cmp(&right.0));
    Ok(ContainerBlueprint {
        cpu: spec.cpu,
        memory: spec.memory,
        essential: spec.essential,
        after,
        mounts: spec.mounts.to_vec(),
        ..container(declared, spec.name, &spec.container, spec.ports, names)?
    })
}

fn container(
    declared: &'static Identity,
    name: &str,
    spec: &ContainerSpec,
    ports: &[Port],
    names: &Names,
) -> Result<ContainerBlueprint, ResolveError> {
    Ok(ContainerBlueprint {
        name: name.to_owned(),
        image: spec.image.reference().unwrap_or_default().to_owned(),
        tagged: None,
        built: spec.image.reference().is_none().then_some(spec.image),
        command: words(spec.command),
        process: process(spec),
        environment: environment(spec, ports),
        outputs: outputs(spec),
        secrets: secrets(declared, spec.secrets, names)?,
        ports: ports.to_vec(),
        check: spec.check,
        gpu: spec.gpu,
        privileged: spec.privileged,
        memory_reservation: spec.memory_reservation,
        restart: spec.restart,
        essential: true,
        ..ContainerBlueprint::default()
    })
}

fn process(spec: &ContainerSpec) -> Process {
    let mut ulimits: Vec<_> = spec.ulimits.iter().map(|&(name, value)| (name.to_owned(), value)).collect();
    ulimits.sort();
    Process {
        entrypoint: words(spec.entrypoint),
        workdir: spec.workdir.map(str::to_owned),
        user: spec.user.map(str::to_owned),
        read_only: spec.read_only,
        init: spec.init,
        stop_seconds: spec.stop_seconds,
        ulimits,
    }
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|&word| word.to_owned()).collect()
}

fn environment(spec: &ContainerSpec, ports: &[Port]) -> Vec<(String, String)> {
    let declared = spec.environment.iter().filter_map(|(name, value)| match value {
        Variable::Text(text) => Some(((*name).to_owned(), (*text).to_owned())),
        Variable::Output(_) => None,
    });
    let mut names = spec.environment.iter().map(|(name, _)| name).chain(spec.secrets.iter().map(|(name, _)| name));
    let has_port = names.any(|name| *name == "PORT");
    let port = ports.first().filter(|_| !has_port).map(|port| ("PORT".to_owned(), port.number.to_string()));
    let mut environment: Vec<_> = declared.chain(port).collect();
    environment.sort();
    environment
}

fn outputs(spec: &ContainerSpec) -> Vec<(String, String)> {
    let declared = spec.environment.iter().filter_map(|(name, value)| match value {
        Variable::Text(_) => None,
        Variable::Output(output) => Some(((*name).to_owned(), output.name.to_owned())),
    });
    let mut outputs: Vec<_> = declared.collect();
    outputs.sort();
    outputs
}

/// Secrets by the name that they are given under.
pub(super) fn secrets(
    declared: &'static Identity,
    references: &[(&str, &str)],
    names: &Names,
) -> Result<Vec<(String, Secret)>, ResolveError> {
    let mut secrets = Vec::new();
    for &(name, reference) in references {
        // What the placeholders become can break the rule, too.
        let filled = names.fill(reference);
        rule::environment::secret(&filled).map_err(|violation| at_item(declared, violation))?;
        let secret = match filled.split_once(':') {
            Some(("secretsmanager", rest)) => {
                let (name, key) = rest.split_once('#').map_or((rest, None), |(name, key)| (name, Some(key)));
                Secret::SecretsManager { name: name.to_owned(), key: key.map(str::to_owned) }
            }
            Some((_, name)) => Secret::Parameter(name.to_owned()),
            None => Secret::Parameter(filled),
        };
        secrets.push((name.to_owned(), secret));
    }
    secrets.sort_by(|left, right| left.0.cmp(&right.0));
    Ok(secrets)
}
