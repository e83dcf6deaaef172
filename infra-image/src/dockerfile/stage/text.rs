//! The instructions of a stage in a form that only changes when they do.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::graph::{Graph, Source};
use crate::dockerfile::parse::Instruction;

/// What a stage does: without comments, and with other stages by the names that they have among the needed ones.
pub(super) fn of(graph: &Graph<'_>, stage: usize, names: &BTreeMap<usize, String>) -> String {
    let from = &graph.file.stages[stage].from;
    let begin = match graph.begins(stage) {
        Source::Stage(base) => format!("stage {}", names[base]),
        Source::Image(image) => image.reference.to_string(),
        Source::Nothing => "scratch".to_owned(),
        Source::Unknown(_) => from.rest.clone(),
    };
    let platform = from.flag("platform").map(|platform| format!("--platform={platform} ")).unwrap_or_default();
    let mut text = format!("{}FROM {platform}{begin}\n", graph.file.escape);
    for instruction in graph.executed(stage) {
        line(&mut text, &instruction, |name| match graph.from(name, stage) {
            Source::Stage(other) => names.get(&other).map_or_else(|| name.to_owned(), |name| format!("stage {name}")),
            _ => name.to_owned(),
        });
    }
    text
}

fn line(text: &mut String, instruction: &Instruction, stage: impl Fn(&str) -> String) {
    text.push_str(&instruction.word);
    for flag in &instruction.flags {
        _ = match (flag.name.as_str(), &flag.value) {
            ("from", Some(name)) => write!(text, " --from={}", stage(name)),
            (name, Some(value)) => write!(text, " --{name}={value}"),
            (name, None) => write!(text, " --{name}"),
        };
    }
    _ = writeln!(text, " {}", instruction.rest);
    for heredoc in &instruction.heredocs {
        text.push_str(&heredoc.content);
        text.push_str(&heredoc.mark.name);
        text.push('\n');
    }
}
