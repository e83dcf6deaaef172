//! A Dockerfile as BuildKit reads it: instructions in stages, not yet understood one by one.

mod directive;
mod flag;
mod heredoc;
mod line;

pub(crate) use heredoc::mark as heredoc_mark;
pub(crate) use line::words;

use heredoc::Heredoc;
use line::Lines;

/// A Dockerfile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct File {
    /// The image of the frontend that reads it, where it names one.
    pub(crate) syntax: Option<String>,
    /// What continues lines and escapes letters.
    pub(crate) escape: char,
    /// The arguments before the first stage.
    pub(crate) before: Vec<Instruction>,
    /// The stages, in order.
    pub(crate) stages: Vec<Stage>,
}

/// A stage: its FROM and what follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Stage {
    /// The instruction that begins it.
    pub(crate) from: Instruction,
    /// The instructions after it.
    pub(crate) instructions: Vec<Instruction>,
}

/// One instruction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Instruction {
    /// The line on which it begins, from 1.
    pub(crate) line: usize,
    /// Its word, in capitals.
    pub(crate) word: String,
    /// The flags before its arguments.
    pub(crate) flags: Vec<Flag>,
    /// Its arguments, continued lines joined and comments left out.
    pub(crate) rest: String,
    /// The here-documents that follow it.
    pub(crate) heredocs: Vec<Heredoc>,
}

/// A flag of an instruction: `--name=value`, or `--name`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Flag {
    /// Its name.
    pub(crate) name: String,
    /// Its value.
    pub(crate) value: Option<String>,
}

/// Why a Dockerfile cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unreadable {
    /// The line.
    pub(crate) line: usize,
    /// What is wrong there.
    pub(crate) reason: String,
}

const INSTRUCTIONS: [&str; 18] = [
    "ADD",
    "ARG",
    "CMD",
    "COPY",
    "ENTRYPOINT",
    "ENV",
    "EXPOSE",
    "FROM",
    "HEALTHCHECK",
    "LABEL",
    "MAINTAINER",
    "ONBUILD",
    "RUN",
    "SHELL",
    "STOPSIGNAL",
    "USER",
    "VOLUME",
    "WORKDIR",
];

/// Reads a Dockerfile.
pub(crate) fn parse(text: &str) -> Result<File, Unreadable> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let directives = directive::read(text);
    let mut file = File { syntax: directives.syntax, escape: directives.escape, before: vec![], stages: vec![] };
    let mut lines = Lines::new(text, file.escape);
    while let Some((line, text)) = lines.logical() {
        let mut instruction = instruction(line, &text, file.escape)?;
        for mark in heredoc::marks(&instruction) {
            let Some(content) = lines.until(&mark.name, mark.strips_tabs) else {
                let reason = format!("the here-document {} does not end", mark.name);
                return Err(Unreadable { line, reason });
            };
            instruction.heredocs.push(Heredoc { mark, content });
        }
        match (instruction.word.as_str(), file.stages.last_mut()) {
            ("FROM", _) => file.stages.push(Stage { from: instruction, instructions: vec![] }),
            (_, Some(stage)) => stage.instructions.push(instruction),
            ("ARG", None) => file.before.push(instruction),
            (word, None) => {
                return Err(Unreadable { line, reason: format!("{word} stands before the first FROM") });
            }
        }
    }
    if file.stages.is_empty() {
        return Err(Unreadable { line: 1, reason: "no FROM begins a stage".to_owned() });
    }
    Ok(file)
}

/// Reads one instruction, without its here-documents.
pub(crate) fn instruction(line: usize, text: &str, escape: char) -> Result<Instruction, Unreadable> {
    let text = text.trim();
    let (word, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let word = word.to_ascii_uppercase();
    if !INSTRUCTIONS.contains(&word.as_str()) {
        return Err(Unreadable { line, reason: format!("{word} is no instruction") });
    }
    let (flags, rest) = flag::split(rest, escape);
    Ok(Instruction { line, word, flags, rest: rest.trim().to_owned(), heredocs: vec![] })
}

/// The name that AS gives the stage of a FROM, in small letters.
pub(crate) fn name(from: &Instruction) -> Option<String> {
    let mut words = from.rest.split_whitespace().skip(1);
    let is_named = words.next().is_some_and(|word| word.eq_ignore_ascii_case("as"));
    if is_named { words.next().map(str::to_lowercase) } else { None }
}

impl Instruction {
    /// The value of a flag, the last where there are several.
    pub(crate) fn flag(&self, name: &str) -> Option<&str> {
        self.values(name).last()
    }

    /// The values of a flag.
    pub(crate) fn values(&self, name: &str) -> impl Iterator<Item = &str> {
        self.flags.iter().filter(move |flag| flag.name == name).map(|flag| flag.value.as_deref().unwrap_or_default())
    }

    /// Whether a flag is there and not switched off.
    pub(crate) fn is_set(&self, name: &str) -> bool {
        self.flags.iter().any(|flag| flag.name == name && flag.value.as_deref() != Some("false"))
    }

    /// The arguments as a list: the strings of a JSON array, else the words between blanks.
    pub(crate) fn list(&self) -> Vec<String> {
        self.json().unwrap_or_else(|| self.rest.split_whitespace().map(str::to_owned).collect())
    }

    /// The arguments where they are a JSON array of strings.
    pub(crate) fn json(&self) -> Option<Vec<String>> {
        if self.rest.starts_with('[') { serde_json::from_str(&self.rest).ok() } else { None }
    }

    /// The instruction that ONBUILD keeps for the stages that are built on this one.
    pub(crate) fn trigger(&self, escape: char) -> Option<Instruction> {
        if self.word != "ONBUILD" {
            return None;
        }
        let inner = instruction(self.line, &self.rest, escape).ok()?;
        Some(Instruction { heredocs: self.heredocs.clone(), ..inner })
    }
}

#[cfg(test)]
mod tests;
