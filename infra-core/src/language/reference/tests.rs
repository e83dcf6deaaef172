use super::page;
use crate::language::{APP, ATTRIBUTES, Block, Choice, Key, Kind};
use crate::rule::registry;
use std::{env, fs, path::Path};

#[test]
fn the_committed_page_is_this_one() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/reference.md");
    if env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&file, page()).unwrap();
    }
    let committed = fs::read_to_string(&file).unwrap_or_default();
    assert!(
        committed == page(),
        "docs/reference.md is not what the tables say: `UPDATE_EXPECT=1 cargo test -p infra-core reference` writes it"
    );
}

#[test]
fn every_key_is_on_the_page() {
    let page = page();
    for attribute in ATTRIBUTES {
        for key in attribute.fixed.iter().chain(attribute.block.all_keys()) {
            on_top(key, &page);
        }
    }
    for key in APP.keys {
        on_top(key, &page);
    }
}

/// The key has a section, with all that stands below it.
fn on_top(key: &Key, page: &str) {
    let heading = format!("### `{}`\n\n```rust\n{}\n```\n", key.name, key.example);
    assert!(page.contains(&heading), "no section for {heading}");
    below(&key.kind, page);
}

fn below(kind: &Kind, page: &str) {
    match kind {
        Kind::Block(block) => keys(block, page),
        Kind::Choice(choice) => words(choice, page),
        Kind::List(kind) | Kind::Some(kind) | Kind::Pairs(_, kind) => below(kind, page),
        _ => {}
    }
}

fn keys(block: &'static Block, page: &str) {
    for key in block.all_keys() {
        let row = format!("| `{}` | `{}` |", key.name, key.example.replace('|', "\\|"));
        assert!(page.contains(&row), "no row for {row}");
        below(&key.kind, page);
    }
}

fn words(choice: &'static Choice, page: &str) {
    for variant in choice.variants {
        let row = format!("| `{}` | `{}` |", variant.word, variant.example.replace('|', "\\|"));
        assert!(page.contains(&row), "no row for {row}");
        variant.block.into_iter().for_each(|block| keys(block, page));
    }
    choice.parentheses.into_iter().for_each(|(_, block)| keys(block, page));
}

#[test]
fn every_rule_on_the_page_is_one_of_the_registry() {
    let page = page();
    let named: Vec<&str> = page
        .split("Rules: ")
        .skip(1)
        .filter_map(|part| part.split(['.', '\n']).next())
        .flat_map(|list| list.split(", "))
        .map(|rule| rule.trim_matches('`'))
        .collect();
    assert!(named.len() > 50, "{named:?}");
    for rule in named {
        assert!(registry::find(rule).is_some(), "`{rule}` is no rule");
    }
}
