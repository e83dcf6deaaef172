//! Which stages stand on which.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::{BaseImage, Request};
use crate::dockerfile::parse::{File, Instruction, instruction, name};
use crate::dockerfile::variable::{Scope, Unknown};
use crate::{Architecture, Platform, Reference};

/// What a stage begins with, or copies from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Source {
    Stage(usize),
    Image(BaseImage),
    Nothing,
    Unknown(Unknown),
}

/// The stages of a Dockerfile with what they begin with.
pub(super) struct Graph<'a> {
    pub(super) file: &'a File,
    pub(super) request: Request<'a>,
    /// The arguments before the first stage.
    pub(super) global: Scope,
    begins: Vec<Source>,
}

/// A mount of RUN: its fields.
pub(super) type Mount = BTreeMap<String, String>;

impl<'a> Graph<'a> {
    pub(super) fn new(file: &'a File, request: Request<'a>) -> Self {
        let mut global = Scope::default();
        global.arguments.extend(platform_arguments("BUILD", request.builder));
        global.arguments.extend(platform_arguments("TARGET", request.platform));
        for argument in file.before.iter().flat_map(|instruction| argument_words(instruction, file.escape)) {
            let (name, default) = argument;
            let given = request.arguments.get(&name).cloned();
            match given.map(Ok).or_else(|| default.map(|word| global.expand(&word, file.escape))) {
                Some(Ok(value)) => _ = global.arguments.insert(name, value),
                Some(Err(_)) => _ = global.environment.insert(name, None),
                None => {}
            }
        }
        let mut graph = Self { file, request, global, begins: Vec::new() };
        for stage in 0..file.stages.len() {
            let begin = graph.begin(stage);
            graph.begins.push(begin);
        }
        graph
    }

    fn begin(&self, stage: usize) -> Source {
        let from = &self.file.stages[stage].from;
        let expand = |word: &str| self.global.expand(word, self.file.escape);
        let image = match expand(from.rest.split_whitespace().next().unwrap_or_default()) {
            Ok(image) => image,
            Err(reason) => return Source::Unknown(reason),
        };
        let named = (0..stage).rev().find(|earlier| self.name(*earlier).is_some_and(|name| is_same(&name, &image)));
        if let Some(stage) = named {
            return Source::Stage(stage);
        }
        match from.flag("platform").map(expand) {
            None => image_source(&image, self.request.platform),
            Some(Err(reason)) => Source::Unknown(reason),
            Some(Ok(platform)) => match of_platform(&platform) {
                Some(platform) => image_source(&image, platform),
                None => Source::Unknown(format!("the platform {platform} is not known here")),
            },
        }
    }

    /// The image of FROM as it stands there, variables replaced.
    pub(super) fn image(&self, stage: usize) -> String {
        let image = self.file.stages[stage].from.rest.split_whitespace().next().unwrap_or_default();
        self.global.expand(image, self.file.escape).unwrap_or_default()
    }

    pub(super) fn begins(&self, stage: usize) -> &Source {
        &self.begins[stage]
    }

    /// The name that AS gives a stage.
    pub(super) fn name(&self, stage: usize) -> Option<String> {
        name(&self.file.stages[stage].from)
    }

    /// The stage with a name or a number, before another.
    pub(super) fn stage(&self, name: &str, before: usize) -> Option<usize> {
        let named = (0..before).rev().find(|stage| self.name(*stage).is_some_and(|own| is_same(&own, name)));
        named.or_else(|| name.parse().ok().filter(|stage| *stage < before))
    }

    /// What `--from` of COPY or of a mount names.
    pub(super) fn from(&self, name: &str, stage: usize) -> Source {
        if name.contains('$') {
            return Source::Unknown(format!("`from={name}` has a variable"));
        }
        match self.stage(name, stage) {
            Some(stage) => Source::Stage(stage),
            None => image_source(name, self.request.platform),
        }
    }

    /// What a stage does: what ONBUILD of its base asks for, then its own instructions.
    pub(super) fn executed(&self, stage: usize) -> Vec<Cow<'a, Instruction>> {
        let escape = self.file.escape;
        let of_base: Vec<Instruction> = match &self.begins[stage] {
            Source::Stage(base) => {
                let instructions = &self.file.stages[*base].instructions;
                instructions.iter().filter_map(|instruction| instruction.trigger(escape)).collect()
            }
            Source::Image(image) => {
                let line = self.file.stages[stage].from.line;
                let triggers = self.request.triggers.get(image).into_iter().flatten();
                triggers.filter_map(|text| instruction(line, text, '\\').ok()).collect()
            }
            Source::Nothing | Source::Unknown(_) => vec![],
        };
        let own = self.file.stages[stage].instructions.iter().map(Cow::Borrowed);
        of_base.into_iter().map(Cow::Owned).chain(own).collect()
    }

    /// All that an instruction takes from by `from`, with the names that stand there.
    pub(super) fn taken_from(instruction: &Instruction) -> Vec<String> {
        match instruction.word.as_str() {
            "COPY" => instruction.flag("from").map(str::to_owned).into_iter().collect(),
            "RUN" => mounts(instruction).filter_map(|mut mount| mount.remove("from")).collect(),
            _ => vec![],
        }
    }

    /// The stages that one needs, itself the last, in their order.
    pub(super) fn needed(&self, target: usize) -> BTreeSet<usize> {
        let mut needed = BTreeSet::new();
        let mut open = vec![target];
        while let Some(stage) = open.pop() {
            if !needed.insert(stage) {
                continue;
            }
            if let Source::Stage(base) = self.begins[stage] {
                open.push(base);
            }
            for instruction in self.executed(stage) {
                for name in Self::taken_from(&instruction) {
                    match self.from(&name, stage) {
                        Source::Stage(other) => open.push(other),
                        Source::Unknown(_) => open.extend(0..stage),
                        Source::Image(_) | Source::Nothing => {}
                    }
                }
            }
        }
        needed
    }

    /// What the needed stages are called: by AS, else by their place among the needed ones.
    pub(super) fn names(&self, needed: &BTreeSet<usize>) -> BTreeMap<usize, String> {
        let places = needed.iter().zip(1..);
        places.map(|(stage, place)| (*stage, self.name(*stage).unwrap_or_else(|| format!("{place}")))).collect()
    }
}

fn is_same(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
}

fn image_source(image: &str, platform: Platform) -> Source {
    if image == "scratch" {
        return Source::Nothing;
    }
    match image.parse::<Reference>() {
        Ok(reference) => Source::Image(BaseImage { reference, platform }),
        Err(error) => Source::Unknown(error.to_string()),
    }
}

fn of_platform(text: &str) -> Option<Platform> {
    let architecture = match text {
        "linux/amd64" => Architecture::Amd64,
        "linux/arm64" | "linux/arm64/v8" => Architecture::Arm64,
        _ => return None,
    };
    Some(Platform { architecture })
}

/// The arguments that BuildKit sets of itself.
fn platform_arguments(prefix: &str, platform: Platform) -> [(String, String); 4] {
    let architecture = platform.architecture.name().to_owned();
    [("PLATFORM", platform.to_string()), ("OS", "linux".to_owned()), ("ARCH", architecture), ("VARIANT", String::new())]
        .map(|(name, value)| (format!("{prefix}{name}"), value))
}

/// The arguments that an ARG declares, with their defaults.
pub(super) fn argument_words(instruction: &Instruction, escape: char) -> Vec<(String, Option<String>)> {
    let words = crate::dockerfile::parse::words(&instruction.rest, escape);
    let pairs = words.iter().map(|word| match word.split_once('=') {
        Some((name, value)) => (name.to_owned(), Some(value.to_owned())),
        None => (word.clone(), None),
    });
    pairs.collect()
}

/// The mounts of a RUN.
pub(super) fn mounts(instruction: &Instruction) -> impl Iterator<Item = Mount> {
    instruction.values("mount").map(|value| {
        let fields = value.split(',').map(|field| field.split_once('=').unwrap_or((field, "")));
        fields.map(|(name, value)| (name.trim().to_ascii_lowercase(), value.to_owned())).collect()
    })
}
