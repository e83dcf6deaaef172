//! Every rule has its case: `ui/rule/<rule>.rs`, whose message ends in the rule's name.

use infra_core::rule::registry::all;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

fn folder() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/ui/rule"))
}

/// The names of rules that have a file with this ending.
fn cases(ending: &str) -> BTreeSet<String> {
    let paths = fs::read_dir(folder()).into_iter().flatten().flatten().map(|entry| entry.path());
    paths
        .filter(|path| path.extension().is_some_and(|extension| extension == ending))
        .filter_map(|path| Some(path.file_stem()?.to_string_lossy().replace('_', "-")))
        .collect()
}

#[test]
fn every_rule_has_a_case_and_every_case_a_rule() {
    let rules: BTreeSet<String> = all().map(|rule| rule.name.to_owned()).collect();
    for ending in ["rs", "stderr"] {
        let cases = cases(ending);
        assert_eq!(
            rules.difference(&cases).collect::<Vec<_>>(),
            Vec::<&String>::new(),
            "no `.{ending}` for these rules"
        );
        assert_eq!(cases.difference(&rules).collect::<Vec<_>>(), Vec::<&String>::new(), "`.{ending}` of no rule");
    }
}

#[test]
fn every_case_shows_its_rule_and_no_other() {
    for rule in all() {
        let name = rule.name;
        let path = folder().join(name.replace('-', "_")).with_extension("stderr");
        let Ok(said) = fs::read_to_string(&path) else { continue };
        assert!(said.contains(&format!("[{name}]")), "{} does not tell `{name}`", path.display());
        for other in all().filter(|other| other.name != name) {
            assert!(!said.contains(&format!("[{}]", other.name)), "{} tells `{}` too", path.display(), other.name);
        }
    }
}
