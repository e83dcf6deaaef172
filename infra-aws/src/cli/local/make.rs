//! What must be there before anything can run: binaries, images, secrets.

use std::collections::BTreeSet;

use infra_image::images::keep_out_of_git;
use infra_local::build::{self, Cargo};
use infra_local::engine::{self, Engine, NoEngine};
use infra_local::machine;
use infra_local::secrets::Secrets;
use infra_local::spec::{Built, Program, Spec};
use serde_json::json;

use super::Stage;
use crate::failure::{Failure, Kind};

/// What was made for a stage.
pub(super) struct Made {
    pub(super) built: Built,
    pub(super) spec: Spec,
}

/// Builds all that the app declares, and looks whether there is a value for each of its secrets and an engine for its images.
pub(super) async fn make(stage: &Stage<'_>) -> Result<Made, Failure> {
    keep_out_of_git(&stage.place.shared()).map_err(|error| Failure::new(Kind::Local, error))?;
    let blueprint = &stage.session.blueprint;
    let wanted = build::wanted(blueprint);
    let mut built = Built::default();
    let tell = |line: &str| tell(stage, line);
    if !wanted.is_empty() {
        let cargo = cargo(stage);
        let workspace = cargo.workspace().await?;
        built.binaries = build::binaries(&cargo, &workspace, &wanted, &stage.place.binaries(), &tell).await?;
    }
    for dockerfile in build::dockerfiles(blueprint, stage.place.root()) {
        let engine =
            find_engine(stage).await.map_err(|missing| no_engine(&dockerfile.place.0, "a Dockerfile", &missing))?;
        let image = engine::build(&engine, &dockerfile, &tell).await?;
        built.images.insert(dockerfile.place, image);
    }
    let spec = Spec::of(blueprint, &built)?;
    pull(stage, &spec, &built).await?;
    let secrets = Secrets::read(&stage.place.secrets())?;
    secrets.warnings().iter().for_each(|warning| stage.session.output.say(warning));
    secrets.of(&spec, &|name| stage.variable(name))?;
    Ok(Made { built, spec })
}

/// Fetches the images that are neither built nor there.
async fn pull(stage: &Stage<'_>, spec: &Spec, built: &Built) -> Result<(), Failure> {
    let mut images = images(spec).filter(|(_, image)| !built.images.values().any(|own| own == image));
    let Some((item, first)) = images.next() else { return Ok(()) };
    let missing = |missing: NoEngine| no_engine(item, &format!("the image {first}"), &missing);
    let engine = find_engine(stage).await.map_err(missing)?;
    let all: BTreeSet<&str> = images.map(|(_, image)| image).chain([first]).collect();
    for image in all {
        engine::pull(&engine, image, &|line: &str| tell(stage, line)).await?;
    }
    Ok(())
}

/// The cargo of the workspace.
pub(super) fn cargo(stage: &Stage<'_>) -> Cargo {
    Cargo::of(&stage.session.output.host.folder(), stage.session.output.host.is_live())
}

/// The copies of binaries that a spec does not have any more go.
pub(super) fn clean(stage: &Stage<'_>, spec: &Spec) {
    let binaries = units(spec).filter_map(|(_, program)| match program {
        Program::Binary(binary) => Some(binary.digest.clone()),
        Program::Image(_) | Program::Line(_) => None,
    });
    let used: BTreeSet<String> = binaries.collect();
    if let Err(error) = build::clean(&stage.place.binaries(), &used) {
        stage.session.output.say(&format!("old binaries stay in {}: {error}", stage.place.binaries().display()));
    }
}

/// Passes on what cargo or an engine says.
pub(super) fn tell(stage: &Stage<'_>, line: &str) {
    let output = &stage.session.output;
    if output.json {
        output.line(&json!({ "event": "build", "line": line }));
    } else {
        output.say(line);
    }
}

async fn find_engine(stage: &Stage<'_>) -> Result<Engine, NoEngine> {
    machine::engine(&stage.variable("PATH").unwrap_or_default(), stage.variable(machine::ENGINE).as_deref()).await
}

fn no_engine(item: &str, what: &str, missing: &NoEngine) -> Failure {
    Failure::new(Kind::Local, format!("`{item}` runs {what}, which needs Docker or Podman: {missing}"))
        .hint(format!("install or start one of them, or say what runs on this machine: `dev(\"command\")` in `{item}`"))
}

/// Every unit's item and program.
fn units(spec: &Spec) -> impl Iterator<Item = (&str, &Program)> {
    let services = spec.services.iter().map(|service| (service.item.as_str(), &service.units));
    let tasks = spec.tasks.iter().map(|task| (task.item.as_str(), &task.units));
    services.chain(tasks).flat_map(|(item, units)| units.iter().map(move |unit| (item, &unit.program)))
}

/// The images that an engine must run, and of what.
fn images(spec: &Spec) -> impl Iterator<Item = (&str, &str)> {
    units(spec).filter_map(|(item, program)| match program {
        Program::Image(image) => Some((item, image.reference.as_str())),
        Program::Binary(_) | Program::Line(_) => None,
    })
}
