//! The registry against the sources of this crate.

use super::all;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The sources of rules and checks, without their tests and without the registry itself.
fn sources(folder: &Path, texts: &mut Vec<String>) {
    for entry in fs::read_dir(folder).expect("sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            if !path.ends_with("rule/registry") {
                sources(&path, texts);
            }
        } else if !path.ends_with("tests.rs") {
            let text = fs::read_to_string(&path).expect("text");
            texts.push(text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default().to_owned());
        }
    }
}

/// The names of rules in `text`: what stands behind `Violation::new(` or `const RULE: &str =`, and what a helper is
/// given first that makes the violation in their place.
fn used(text: &str, names: &mut BTreeSet<String>) {
    for start in ["Violation::new(", "const RULE: &str =", "("] {
        for (at, _) in text.match_indices(start) {
            let rest = text[at + start.len()..].trim_start();
            let Some((name, behind)) = rest.strip_prefix('"').and_then(|rest| rest.split_once('"')) else { continue };
            let is_helper = start == "(";
            if !is_helper || (is_name(name) && name.contains('-') && behind.starts_with(',')) {
                names.insert(name.to_owned());
            }
        }
    }
}

fn is_name(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

#[test]
fn the_registry_has_the_rules_that_the_sources_have() {
    let (mut names, mut texts) = (BTreeSet::new(), Vec::new());
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut texts);
    for text in &texts {
        used(text, &mut names);
    }
    let registered: BTreeSet<String> = all().map(|rule| rule.name.to_owned()).collect();
    assert_eq!(registered.len(), all().count(), "a rule is registered twice");
    assert_eq!(names.difference(&registered).collect::<Vec<_>>(), Vec::<&String>::new(), "not registered");
    assert_eq!(registered.difference(&names).collect::<Vec<_>>(), Vec::<&String>::new(), "registered without a check");
}

#[test]
fn every_rule_is_told_whole() {
    for rule in all() {
        let name = rule.name;
        assert!(is_name(name), "{name}");
        assert!(!rule.summary.is_empty() && !rule.summary.ends_with('.') && !rule.summary.contains('\n'), "{name}");
        assert!(
            !rule.sources.is_empty() && rule.sources.iter().all(|source| source.contains(char::is_numeric)),
            "{name}"
        );
        assert!(rule.explanation.len() > 120 && rule.explanation.ends_with(['.', '`']), "{name}");
    }
}
