//! Every key that deploys has a row.

use std::collections::BTreeSet;

use infra_aws::core::language::{ATTRIBUTES, Block, Choice, Kind, Mark};

/// Keys of which no change can be tried, and why.
const EXEMPT: &[(&str, &str)] = &[
    ("*.name", "another name is another item"),
    ("*.stage", "it gives other keys"),
    ("*.configure", "it changes other keys"),
    ("*.waive", "nothing is deployed of it"),
    ("cluster.load_balancer.domain", "it needs a hosted zone of Route 53: `tests/balancing.rs` tries it"),
    ("cluster.load_balancer.logs", "it needs a bucket: `tests/balancing.rs` tries it"),
    ("cluster.load_balancer.zone", "it goes with a domain: `tests/balancing.rs` tries it"),
    ("cluster.network_balancer", "it needs a `stream`: `tests/balancing.rs` tries it"),
    ("service.route.port", "it needs a second port: `tests/balancing.rs` tries it"),
    ("service.stream", "it needs a network load balancer: `tests/balancing.rs` tries it"),
    ("*.security_groups", "it needs a group that is there: `tests/balancing.rs` tries it"),
    ("service.gpu", "its tasks need instances with GPUs for a whole second set"),
    ("*.container.gpu", "the main container's `gpu` is the same"),
    ("*.container.mount", "it needs a volume: `tests/volumes.rs` tries it"),
    ("*.container.port.host", "it needs bridge networking: `tests/volumes.rs` tries it"),
    ("*.logs.firelens", "what routes logs is a container like others"),
    ("*.logs.group", "it needs a group that is there"),
    ("service.connect", "it needs a second service: `tests/connect` tries it"),
    ("service.dev", "only the local target reads it"),
    ("service.daemon", "ECS takes another scheduling strategy for no service that is there"),
    ("service.cluster", "a service has one cluster for life"),
    ("task.volume.source.ebs", "what a schedule starts has no volume of EBS; a run of another task is tried"),
    ("task.cluster", "its tasks are started in another one: tried by a deploy of its own"),
];

#[test]
fn every_key_that_deploys_has_a_row() {
    let keys = keys();
    let covered: BTreeSet<String> = crate::TABLES.iter().flat_map(|table| table.iter()).flat_map(covered).collect();
    let missing: Vec<&String> = keys.iter().filter(|key| !covered.contains(*key) && !is_exempt(key)).collect();
    assert!(missing.is_empty(), "no row in `tests/simulated/tests/effects` changes these keys:\n{missing:#?}");
    let unknown: Vec<&String> = covered.iter().filter(|key| !keys.contains(*key)).collect();
    assert!(unknown.is_empty(), "these are no keys that deploy:\n{unknown:#?}");
}

#[test]
fn every_exemption_is_needed() {
    let keys = keys();
    let needless = EXEMPT.iter().filter(|(key, _)| !keys.iter().any(|known| matches(key, known)));
    assert_eq!(needless.map(|(key, _)| *key).collect::<Vec<_>>(), Vec::<&str>::new());
}

fn is_exempt(key: &str) -> bool {
    EXEMPT.iter().any(|(exempt, _)| matches(exempt, key))
}

/// Whether a key is the exempted one, or one inside it. `*` is any attribute.
fn matches(exempt: &str, key: &str) -> bool {
    let key = match exempt.strip_prefix("*.") {
        Some(_) => key.split_once('.').map_or(key, |(_, key)| key),
        None => key,
    };
    let exempt = exempt.trim_start_matches("*.");
    key == exempt || key.strip_prefix(exempt).is_some_and(|rest| rest.starts_with('.'))
}

fn covered((attribute, keys): &crate::row::Covered) -> Vec<String> {
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
