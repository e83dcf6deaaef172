//! Every key that deploys has a row.

use std::collections::BTreeSet;

use infra_aws::core::language::{ATTRIBUTES, Block, Choice, Kind, Mark};

#[test]
fn every_key_that_deploys_has_a_row() {
    let keys = keys();
    let covered: BTreeSet<String> =
        crate::effects::TABLES.iter().flat_map(|table| table.keys).flat_map(covered).collect();
    let missing: Vec<&String> = keys.iter().filter(|key| !covered.contains(*key)).collect();
    assert!(missing.is_empty(), "no row in `tests/simulated/tests/effects` changes these keys:\n{missing:#?}");
    let unknown: Vec<&String> = covered.iter().filter(|key| !keys.contains(*key)).collect();
    assert!(unknown.is_empty(), "these are no keys that deploy:\n{unknown:#?}");
}

fn covered((attribute, keys): &crate::effects::row::Covered) -> Vec<String> {
    let attributes = if *attribute == "workload" { vec!["service", "task"] } else { vec![*attribute] };
    attributes.into_iter().flat_map(|attribute| keys.iter().map(move |key| format!("{attribute}.{key}"))).collect()
}

/// Every key that deploys, by its path: `service.health.every`.
fn keys() -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for attribute in ATTRIBUTES {
        let word = attribute.kind.word();
        for key in attribute.fixed {
            keys.insert(format!("{word}.{}", key.name));
        }
        of_block(word, attribute.block, &mut keys);
    }
    // Only the local target reads it.
    keys.remove("service.dev");
    keys
}

fn of_block(path: &str, block: &'static Block, keys: &mut BTreeSet<String>) {
    for key in block.all_keys() {
        if key.is(Mark::pending) || key.is(Mark::local) {
            continue;
        }
        let path = format!("{path}.{}", key.name);
        of_kind(&path, &key.kind, keys);
        keys.insert(path);
    }
}

fn of_kind(path: &str, kind: &'static Kind, keys: &mut BTreeSet<String>) {
    match kind {
        Kind::Block(block) => of_block(path, block, keys),
        Kind::Choice(choice) => of_choice(path, choice, keys),
        Kind::List(kind) | Kind::Some(kind) | Kind::Pairs(_, kind) => of_kind(path, kind, keys),
        _ => {}
    }
}

fn of_choice(path: &str, choice: &'static Choice, keys: &mut BTreeSet<String>) {
    for variant in choice
        .variants
        .iter()
        .filter(|variant| !variant.marks.iter().any(|mark| [Mark::pending, Mark::local].contains(mark)))
    {
        if let Some(block) = variant.block {
            of_block(&format!("{path}.{}", variant.word), block, keys);
        }
    }
    if let Some((_, block)) = choice.parentheses {
        of_block(path, block, keys);
    }
}
