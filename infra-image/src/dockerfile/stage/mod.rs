//! What the target of a Dockerfile needs: stages, base images, arguments, and what it takes from the context. Pure.

mod graph;
mod take;
mod text;

pub(crate) use take::{Address, Take};

use std::collections::{BTreeMap, BTreeSet};

use super::parse::File;
use crate::{Platform, Reference};
use graph::Graph;
use take::Reader;

/// An image that a stage is built on or copies from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct BaseImage {
    /// What it is called.
    pub reference: Reference,
    /// The platform for which it is taken.
    pub platform: Platform,
}

/// What is asked of a Dockerfile.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Request<'a> {
    /// The stage; none for the last.
    pub(crate) target: Option<&'a str>,
    /// The build arguments.
    pub(crate) arguments: &'a BTreeMap<String, String>,
    /// What the image runs on.
    pub(crate) platform: Platform,
    /// What the builder runs on.
    pub(crate) builder: Platform,
    /// What base images ask of what is built on them, by ONBUILD.
    pub(crate) triggers: &'a BTreeMap<BaseImage, Vec<String>>,
}

/// What the target needs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Needs {
    /// The stage that becomes the image.
    pub(crate) target: String,
    /// The needed stages: name and instructions.
    pub(crate) stages: Vec<(String, String)>,
    /// The images that are taken, with the first line that names each.
    pub(crate) bases: BTreeMap<BaseImage, usize>,
    /// The same as they stand in the Dockerfile, variables replaced.
    pub(crate) written: BTreeSet<(String, BaseImage)>,
    /// The arguments that are declared, with their values; none where a default in the stage stands.
    pub(crate) arguments: BTreeMap<String, String>,
    /// What is taken from the context.
    pub(crate) takes: Vec<Take>,
    /// What is fetched from elsewhere.
    pub(crate) addresses: Vec<Address>,
    /// What cannot be decided: line and reason. Then all of the context may be needed.
    pub(crate) undecided: Vec<(usize, String)>,
}

/// The target names no stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NoStage(pub(crate) String);

/// What the target of a Dockerfile needs.
pub(crate) fn needs(file: &File, request: Request<'_>) -> Result<Needs, NoStage> {
    let graph = Graph::new(file, request);
    let target = match request.target {
        None => file.stages.len() - 1,
        Some(name) => graph.stage(name, file.stages.len()).ok_or_else(|| NoStage(name.to_owned()))?,
    };
    let needed = graph.needed(target);
    let names = graph.names(&needed);
    let mut reader = Reader::new(&graph, request);
    for stage in &needed {
        reader.read(*stage);
        reader.needs.stages.push((names[stage].clone(), text::of(&graph, *stage, &names)));
    }
    reader.needs.target.clone_from(&names[&target]);
    if let Some(syntax) = file.syntax.as_deref().filter(|syntax| !is_docker(syntax)) {
        reader.needs.undecided.push((1, format!("the frontend {syntax} may read it in another way")));
    }
    Ok(reader.needs)
}

/// Whether a frontend is the one of the language that is known here.
fn is_docker(syntax: &str) -> bool {
    let name = syntax.split(['@', ':']).next().unwrap_or_default();
    let name = name.strip_prefix("docker.io/").unwrap_or(name);
    matches!(name, "docker/dockerfile" | "docker/dockerfile-upstream")
}

#[cfg(test)]
mod tests;
