//! The tables of keys against what reads them and what documents them.

use super::tokens;
use crate::grammar::Key;
use crate::reference::ATTRIBUTES;
use crate::root::Root;
use crate::{cluster, service, task};

const DOCS: [(&str, &str); 3] = [
    ("cluster", include_str!("../../docs/cluster.md")),
    ("service", include_str!("../../docs/service.md")),
    ("task", include_str!("../../docs/task.md")),
];

fn keys() -> impl Iterator<Item = (&'static str, &'static Key)> {
    ATTRIBUTES
        .into_iter()
        .flat_map(|(owner, table)| table.iter().flat_map(move |keys| keys.iter().map(move |key| (owner, key))))
}

fn expand(owner: &str, attribute: &str) -> String {
    let (attribute, item) = (tokens(attribute), tokens("struct Item;"));
    match owner {
        "cluster" => cluster::expand(Root::Core, attribute, item),
        "service" => service::expand(Root::Core, attribute, item),
        _ => task::expand(Root::Core, attribute, item),
    }
    .to_string()
}

#[test]
fn every_key_is_documented() {
    for (owner, key) in keys().filter(|(_, key)| key.name != "stage") {
        let docs = DOCS.iter().find(|(name, _)| *name == owner).unwrap().1;
        assert!(docs.contains(&format!("| `{}`", key.form)), "docs/{owner}.md has no row for `{}`", key.form);
        assert_eq!(key.repeatable, docs.contains(&format!("| `{}` (repeatable)", key.form)), "{}", key.form);
    }
}

#[test]
fn every_key_is_read() {
    for (owner, key) in keys() {
        let needed = match (owner, key.name) {
            ("cluster", _) => "",
            (_, "cluster") => "image = \"a\",",
            (_, "image") => "cluster = A,",
            (_, "route") => "cluster = A, image = \"a\", port = 1,",
            (_, "health") => "cluster = A, image = \"a\", port = 1, route(\"/\"),",
            (_, "timezone") => "cluster = A, image = \"a\", schedule = \"rate(1 day)\",",
            _ => "cluster = A, image = \"a\",",
        };
        let form = match key.name {
            // The form that says what is meant in a message is too short to be one.
            "allow" => "allow(\"s3:GetObject\", on = \"*\")",
            "stage" if owner != "service" => "stage(prod, tags(a = \"b\"))",
            "network" => "network = new(zones = 3)",
            "drain" => "drain = \"1m\"",
            "logs" => "logs(retention = \"1d\")",
            "capacity" => "capacity = fargate_spot",
            _ => key.form,
        };
        let form = if (owner, key.name) == ("task", "stage") { "stage(prod, cpu = 512)" } else { form };
        let (without, with) = (expand(owner, needed), expand(owner, &format!("{needed} {form}")));
        assert!(!with.contains("compile_error"), "`#[{owner}({form})]`: {with}");
        assert_ne!(without, with, "nothing reads `{form}` of `#[{owner}]`");
    }
}

#[test]
fn every_key_is_named_once() {
    for (owner, table) in ATTRIBUTES {
        let mut names: Vec<_> = table.iter().flat_map(|keys| keys.iter()).map(|key| key.name).collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count, "{owner}");
        assert!(table.iter().flat_map(|keys| keys.iter()).all(|key| !key.meaning.is_empty()));
    }
}
