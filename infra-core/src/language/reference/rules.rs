//! The names of the rules that are held over a key: a rule has no list of names, but a value that breaks it tells its own.

use crate::Violation;
use crate::language::{Block, Key, Kind, NumberRule, TextRule, Unit};

/// Strings that no rule takes all of.
const STRINGS: [&str; 9] = ["", " ", "!", "a", "0", "-1", "\u{7f}", "a b", "{"];

/// Numbers that no rule takes all of.
const NUMBERS: [u64; 4] = [0, 1, u32::MAX as u64, u64::MAX];

/// The rules over a value of the key, and the warnings about it beside other keys.
pub(super) fn rules(block: &Block, key: &Key) -> Vec<&'static str> {
    let mut found = Vec::new();
    of_kind(&key.kind, &mut found);
    let warnings = block.holds.iter().filter(|hold| hold.keys.contains(&key.name)).filter_map(|hold| hold.warns);
    found.extend(warnings.filter_map(|note| note.rsplit('[').next().map(|rule| rule.trim_end_matches(']'))));
    let mut names: Vec<&'static str> = Vec::new();
    for name in found {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn of_kind(kind: &Kind, found: &mut Vec<&'static str>) {
    match kind {
        Kind::Text(Some(rule)) | Kind::File(rule) => text(rule, found),
        Kind::Number(_, rule) => number(rule.as_ref(), found),
        Kind::Measure(unit, _, rule) | Kind::Amount(unit, rule) => {
            measure(unit, found);
            number(rule.as_ref(), found);
        }
        Kind::Range(rule) => {
            for min in NUMBERS {
                found.extend(NUMBERS.iter().filter_map(|max| broken((rule.check)(min, *max))));
            }
        }
        Kind::Choice(choice) => {
            if let Some((_, kind)) = choice.literal {
                of_kind(kind, found);
            }
        }
        Kind::List(kind) | Kind::Some(kind) => of_kind(kind, found),
        Kind::Pairs(name, kind) => {
            text(name, found);
            of_kind(kind, found);
        }
        Kind::Text(None)
        | Kind::Flag
        | Kind::Block(_)
        | Kind::Flatten(_)
        | Kind::Truth
        | Kind::Item(_)
        | Kind::Cluster
        | Kind::Stage
        | Kind::Function
        | Kind::Call(_) => {}
    }
}

fn text(rule: &TextRule, found: &mut Vec<&'static str>) {
    let long = "a".repeat(20_000);
    found.extend(STRINGS.iter().copied().chain([long.as_str()]).filter_map(|value| broken((rule.check)(value))));
}

fn number(rule: Option<&NumberRule>, found: &mut Vec<&'static str>) {
    if let Some(rule) = rule {
        found.extend(NUMBERS.iter().filter_map(|value| broken((rule.check)(*value))));
    }
}

fn measure(unit: &Unit, found: &mut Vec<&'static str>) {
    found.extend(STRINGS.iter().filter_map(|value| broken((unit.read)(value))));
}

fn broken<T>(verdict: Result<T, Violation>) -> Option<&'static str> {
    verdict.err().map(|violation| violation.rule)
}
