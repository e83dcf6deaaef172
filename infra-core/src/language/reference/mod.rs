//! The reference: every key of every attribute and of `app!`, as Markdown, written from the tables.

mod rules;
#[cfg(test)]
mod tests;

use super::{APP, ATTRIBUTES, Attribute, Block, Choice, Key, Kind, Mark, Presence};
use core::fmt::Write as _;
use rules::rules;

/// What stands above the page.
const INTRODUCTION: &str = "\
# Reference

Every key of the attributes and of `app!`. This page is written from the tables by which the macros read: see
[CONTRIBUTING](../CONTRIBUTING.md).

A value is a literal, or the path to a constant of the field's type: `&'static str` for strings, the number's type for
numbers, `u32` for durations in seconds and for sizes. The compiler holds a constant against the same rules as a literal.
The names behind *Rules* are those at the end of a message; `infra explain NAME` tells each. What holds between several
keys is among the rules that `infra rules` lists.

";

/// The page `docs/reference.md`.
#[must_use]
pub fn page() -> String {
    let mut page = INTRODUCTION.to_owned();
    let mut common: Vec<(&'static Block, Vec<String>)> = Vec::new();
    for attribute in ATTRIBUTES {
        for block in flattened(attribute.block) {
            match common.iter_mut().find(|(other, _)| other.type_name == block.type_name) {
                Some((_, titles)) => titles.push(title(attribute)),
                None => common.push((block, vec![title(attribute)])),
            }
        }
    }
    for attribute in ATTRIBUTES {
        let shared = common.iter().filter(|(_, titles)| titles.contains(&title(attribute)));
        let beside = shared.map(|(_, titles)| format!(" Beside these it has the keys of {}.", titles.join(" and ")));
        let _ = writeln!(page, "## {}\n\n{}{}\n", title(attribute), attribute.doc, beside.collect::<String>());
        sections(&mut page, attribute.block, attribute.fixed);
        sections(&mut page, attribute.block, attribute.block.keys);
    }
    for (block, titles) in &common {
        let _ = writeln!(page, "## {}\n\n{}\n", titles.join(" and "), words_of(block.doc));
        sections(&mut page, block, block.all_keys());
    }
    let _ = writeln!(page, "## `app!`\n\n{} They stand behind a semicolon.\n", words_of(APP.doc));
    sections(&mut page, APP, APP.keys);
    page.truncate(page.trim_end().len());
    page.push('\n');
    page
}

/// The keys of an attribute as one table, without what stands in their parentheses: for the documentation of the macros.
#[must_use]
pub fn attribute_table(attribute: &'static Attribute) -> String {
    let keys: Vec<&Key> = attribute.fixed.iter().chain(attribute.block.all_keys()).collect();
    summary(&keys)
}

/// The keys of `app!` as one table.
#[must_use]
pub fn app_table() -> String {
    summary(&APP.all_keys())
}

fn summary(keys: &[&Key]) -> String {
    let mut table = "| key | without it | meaning |\n|---|---|---|\n".to_owned();
    for key in keys {
        let repeatable = if key.presence == Presence::Repeated { " (repeatable)" } else { "" };
        let (example, meaning) = (code(key.example), words_of(key.doc));
        row(
            &mut table,
            &[&format!("{example}{repeatable}"), without(key), &format!("{meaning}{}", not_yet(key.marks))],
        );
    }
    table
}

fn title(attribute: &Attribute) -> String {
    format!("`#[{}(..)]`", attribute.kind.word())
}

/// The blocks whose keys are those of the attribute.
fn flattened(block: &'static Block) -> impl Iterator<Item = &'static Block> {
    block.keys.iter().filter_map(|key| match key.kind {
        Kind::Flatten(block) => Some(block),
        _ => None,
    })
}

/// A heading for each key, with all that stands below it.
fn sections(page: &mut String, block: &Block, keys: impl IntoIterator<Item = &'static Key>) {
    for key in keys {
        if matches!(key.kind, Kind::Flatten(_)) {
            continue;
        }
        let _ = writeln!(page, "### `{}`\n\n```rust\n{}\n```\n\n{}\n", key.name, key.example, words_of(key.doc));
        let mut facts = Vec::new();
        match key.presence {
            Presence::Required => facts.push("It is required.".to_owned()),
            Presence::Repeated => facts.push("It may be repeated.".to_owned()),
            Presence::Optional | Presence::Default => {}
        }
        if key.presence != Presence::Required && !key.default.is_empty() {
            facts.push(format!("Without it: {}.", key.default));
        }
        if key.is(Mark::pending) {
            facts.push("No target deploys it yet.".to_owned());
        }
        if key.is(Mark::local) {
            facts.push("Only the local target runs it yet.".to_owned());
        }
        let rules = rules(block, key);
        if !rules.is_empty() {
            facts.push(format!("Rules: {}.", rules.iter().map(|rule| code(rule)).collect::<Vec<_>>().join(", ")));
        }
        if !facts.is_empty() {
            let _ = writeln!(page, "{}\n", facts.join(" "));
        }
        below(page, key.name, &key.kind);
    }
}

/// What stands in the parentheses of `owner`, or the words that it takes.
fn below(page: &mut String, owner: &str, kind: &Kind) {
    match kind {
        Kind::Block(block) => keys_of(page, owner, block),
        Kind::Choice(choice) => words(page, owner, choice),
        Kind::List(kind) | Kind::Some(kind) | Kind::Pairs(_, kind) => below(page, owner, kind),
        Kind::Text(_)
        | Kind::File(_)
        | Kind::Number(..)
        | Kind::Measure(..)
        | Kind::Amount(..)
        | Kind::Range(_)
        | Kind::Flag
        | Kind::Flatten(_)
        | Kind::Truth
        | Kind::Item(_)
        | Kind::Cluster
        | Kind::Stage
        | Kind::Function
        | Kind::Call(_) => {}
    }
}

/// A table of the keys in parentheses, and one for each that has such of its own.
fn keys_of(page: &mut String, owner: &str, block: &'static Block) {
    let _ = writeln!(page, "In `{owner}(..)`:\n\n| key | example | without it | meaning |\n|---|---|---|---|");
    for key in block.all_keys() {
        let repeatable = if key.presence == Presence::Repeated { " It may be repeated." } else { "" };
        let rules = match rules(block, key).as_slice() {
            [] => String::new(),
            rules => format!(" Rules: {}.", rules.iter().map(|rule| code(rule)).collect::<Vec<_>>().join(", ")),
        };
        let bare = if key.is_bare() { " It stands without its key." } else { "" };
        let meaning = format!("{}{bare}{repeatable}{}{rules}", words_of(key.doc), not_yet(key.marks));
        row(page, &[&code(key.name), &code(key.example), without(key), &meaning]);
    }
    page.push('\n');
    for key in block.all_keys() {
        below(page, key.name, &key.kind);
    }
}

/// A table of words, and one for the keys of each that has such.
fn words(page: &mut String, owner: &str, choice: &'static Choice) {
    if !choice.variants.is_empty() {
        let or = if choice.literal.is_some() { ", in the place of a string" } else { "" };
        let _ = writeln!(page, "Words of `{owner}`{or}:\n\n| word | example | meaning |\n|---|---|---|");
        for variant in choice.variants {
            let meaning = format!("{}{}", words_of(variant.doc), not_yet(variant.marks));
            row(page, &[&code(variant.word), &code(variant.example), &meaning]);
        }
        page.push('\n');
    }
    if let Some((_, block)) = choice.parentheses {
        keys_of(page, owner, block);
    }
    for variant in choice.variants {
        if let Some(block) = variant.block {
            keys_of(page, variant.word, block);
        }
    }
}

fn without(key: &Key) -> &str {
    match key.default {
        "" => "–",
        default => default,
    }
}

const fn not_yet(marks: &[Mark]) -> &'static str {
    let mut at = 0;
    while at < marks.len() {
        if matches!(marks[at], Mark::pending) {
            return " No target deploys it yet.";
        }
        if matches!(marks[at], Mark::local) {
            return " Only the local target runs it yet.";
        }
        at += 1;
    }
    ""
}

/// A doc comment on one line.
fn words_of(doc: &str) -> String {
    doc.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

fn code(text: &str) -> String {
    format!("`{text}`")
}

/// A row of a table: a bar would end the cell, in code as well.
fn row(page: &mut String, cells: &[&str]) {
    for cell in cells {
        let _ = write!(page, "| {} ", cell.replace('|', "\\|"));
    }
    page.push_str("|\n");
}
