//! What stages take from the context, and by which arguments.

use std::collections::BTreeMap;

use super::graph::{Graph, Source, argument_words, mounts};
use super::{Needs, Request};
use crate::dockerfile::parse::{Instruction, heredoc_mark, words};
use crate::dockerfile::variable::Scope;

/// An instruction that takes files from the context.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Take {
    /// Its line.
    pub(crate) line: usize,
    /// How it begins, for messages.
    pub(crate) text: String,
    /// The paths and patterns.
    pub(crate) sources: Vec<String>,
    /// What `--exclude` leaves out.
    pub(crate) excludes: Vec<String>,
    /// Whether `--parents` keeps the folders above: then patterns have another root.
    pub(crate) keeps_parents: bool,
    /// Whether a RUN of its stage follows, which runs anew when a file of these changes.
    pub(crate) precedes_run: bool,
}

/// Something that ADD fetches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Address {
    /// The line of ADD.
    pub(crate) line: usize,
    /// Where it is.
    pub(crate) url: String,
    /// What it is, where ADD says so: the checksum, or the commit.
    pub(crate) version: Option<String>,
}

/// Goes through stages, each after those that it stands on.
pub(super) struct Reader<'a> {
    graph: &'a Graph<'a>,
    request: Request<'a>,
    /// The variables at the end of each stage.
    scopes: BTreeMap<usize, Scope>,
    pub(super) needs: Needs,
}

impl<'a> Reader<'a> {
    pub(super) fn new(graph: &'a Graph<'a>, request: Request<'a>) -> Self {
        let mut needs = Needs::default();
        // These steer the builder itself, declared or not.
        let steer = |name: &str| name.starts_with("BUILDKIT_") || name == "SOURCE_DATE_EPOCH";
        needs.arguments.extend(request.arguments.iter().filter(|(name, _)| steer(name)).map(own));
        Self { graph, request, scopes: BTreeMap::new(), needs }
    }

    pub(super) fn read(&mut self, stage: usize) {
        let from = &self.graph.file.stages[stage].from;
        let mut scope = match self.graph.begins(stage) {
            Source::Stage(base) => self.scopes.get(base).cloned().unwrap_or_default(),
            Source::Nothing => Scope::default(),
            Source::Image(image) => {
                self.needs.bases.entry(image.clone()).or_insert(from.line);
                self.needs.written.insert((self.graph.image(stage), image.clone()));
                Scope { is_open: true, ..Scope::default() }
            }
            Source::Unknown(reason) => {
                self.needs.undecided.push((from.line, reason.clone()));
                Scope { is_open: true, ..Scope::default() }
            }
        };
        let instructions = self.graph.executed(stage);
        let last_run = instructions.iter().rposition(|instruction| instruction.word == "RUN");
        for (place, instruction) in instructions.iter().enumerate() {
            for name in Graph::taken_from(instruction) {
                match self.graph.from(&name, stage) {
                    Source::Image(image) => {
                        self.needs.bases.entry(image.clone()).or_insert(instruction.line);
                        self.needs.written.insert((name, image));
                    }
                    Source::Unknown(reason) => self.needs.undecided.push((instruction.line, reason)),
                    Source::Stage(_) | Source::Nothing => {}
                }
            }
            match instruction.word.as_str() {
                "ARG" => self.argument(instruction, &mut scope),
                "ENV" => environment(instruction, self.graph.file.escape, &mut scope),
                "COPY" | "ADD" | "RUN" => {
                    let precedes_run = last_run.is_some_and(|run| place < run);
                    if let Err(reason) = self.take(instruction, &scope, precedes_run) {
                        self.needs.undecided.push((instruction.line, reason));
                    }
                }
                _ => {}
            }
        }
        self.scopes.insert(stage, scope);
    }

    fn argument(&mut self, instruction: &Instruction, scope: &mut Scope) {
        let escape = self.graph.file.escape;
        for (name, default) in argument_words(instruction, escape) {
            let given = self.request.arguments.get(&name).cloned();
            let global = || self.graph.global.arguments.get(&name).cloned();
            let has_default = default.is_some();
            let value = match (given.clone(), default) {
                (Some(value), _) => Some(Ok(value)),
                (None, Some(word)) => Some(scope.expand(&word, escape)),
                (None, None) => global().map(Ok),
            };
            let is_of_builder = ["BUILD", "TARGET"].iter().any(|prefix| {
                let name = name.strip_prefix(prefix);
                name.is_some_and(|name| matches!(name, "PLATFORM" | "OS" | "ARCH" | "VARIANT"))
            });
            match value {
                Some(Ok(value)) => {
                    // A default is part of the stage, and what the builder sets follows from the platform.
                    if given.is_some() || !(has_default || is_of_builder) {
                        self.needs.arguments.insert(name.clone(), value.clone());
                    }
                    scope.arguments.insert(name, value);
                }
                Some(Err(_)) => _ = scope.environment.entry(name).or_insert(None),
                None if self.graph.global.environment.contains_key(&name) => {
                    scope.environment.entry(name).or_insert(None);
                }
                // Declared and not set: the base image may set it.
                None => {}
            }
        }
    }

    fn take(&mut self, instruction: &Instruction, scope: &Scope, precedes_run: bool) -> Result<(), String> {
        let escape = self.graph.file.escape;
        let expand = |word: &str| scope.expand(word, escape);
        let mut take = Take {
            line: instruction.line,
            text: beginning(instruction),
            keeps_parents: instruction.is_set("parents"),
            precedes_run,
            ..Take::default()
        };
        if instruction.word == "RUN" {
            let of_context = |mount: &super::graph::Mount| {
                mount.get("type").is_none_or(|kind| kind == "bind") && !mount.contains_key("from")
            };
            for mount in mounts(instruction).filter(of_context) {
                let source = mount.get("source").or_else(|| mount.get("src"));
                take.sources.push(expand(source.map_or(".", String::as_str))?);
            }
            take.precedes_run = false;
        } else if instruction.flag("from").is_none() {
            take.excludes = instruction.values("exclude").map(expand).collect::<Result<_, _>>()?;
            let is_json = instruction.json().is_some();
            let mut list = instruction.list();
            list.pop();
            for word in list.iter().filter(|word| is_json || heredoc_mark(word).is_none()) {
                let source = expand(word)?;
                if instruction.word == "ADD" && is_address(&source) {
                    let version = instruction.flag("checksum").map(str::to_owned).or_else(|| commit(&source));
                    self.needs.addresses.push(Address { line: instruction.line, url: source, version });
                } else {
                    take.sources.push(source);
                }
            }
        }
        if !take.sources.is_empty() {
            self.needs.takes.push(take);
        }
        Ok(())
    }
}

fn own((name, value): (&String, &String)) -> (String, String) {
    (name.clone(), value.clone())
}

/// Takes an ENV into account: `NAME=value ..`, or `NAME value` in its old form.
fn environment(instruction: &Instruction, escape: char, scope: &mut Scope) {
    let words = words(&instruction.rest, escape);
    let pairs: Vec<(String, String)> = if words.first().is_some_and(|word| word.contains('=')) {
        words.iter().filter_map(|word| word.split_once('=')).map(|(name, value)| (name.into(), value.into())).collect()
    } else {
        instruction
            .rest
            .split_once(char::is_whitespace)
            .map(|(name, value)| (name.into(), value.trim().into()))
            .into_iter()
            .collect()
    };
    // All words of one ENV see what was before it.
    let before = scope.clone();
    for (name, value) in pairs {
        scope.environment.insert(name, before.expand(&value, escape).ok());
    }
}

fn beginning(instruction: &Instruction) -> String {
    const MOST: usize = 40;
    let text = format!("{} {}", instruction.word, instruction.rest);
    match text.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}..", &text[..at]),
        None => text,
    }
}

/// Whether ADD fetches it, rather than takes it from the context.
fn is_address(source: &str) -> bool {
    ["http://", "https://", "git://", "ssh://", "git@"].iter().any(|prefix| source.starts_with(prefix))
}

/// The commit that an address of git names.
fn commit(address: &str) -> Option<String> {
    let (_, place) = address.split_once('#')?;
    let commit = place.split(':').next().unwrap_or_default();
    let is_commit = commit.len() == 40 && commit.bytes().all(|digit| digit.is_ascii_hexdigit());
    is_commit.then(|| commit.to_owned())
}
