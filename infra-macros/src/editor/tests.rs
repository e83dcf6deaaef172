use super::{app, attribute};
use crate::root::Root;
use infra_core::language::{ATTRIBUTES, Attribute, CLUSTER, Choice, Key, Kind, SERVICE, TASK};
use proc_macro2::TokenStream;
use proptest::prelude::*;

fn tokens(text: &str) -> TokenStream {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// The statements about these arguments, without blanks and without the crate's path.
fn statements(table: &'static Attribute, arguments: &str) -> Vec<String> {
    parts(attribute(Root::Core, table, tokens(arguments)))
}

fn parts(item: TokenStream) -> Vec<String> {
    let text = item.to_string().replace(' ', "");
    let text = text.strip_prefix("const_:()={").and_then(|text| text.strip_suffix("};")).unwrap();
    text.split_terminator(';').map(|part| part.replace("::infra_core::", "").replace("declaration::", "")).collect()
}

#[test]
fn keys_are_paths() {
    let found = statements(SERVICE, "cpu = 512, memory = LARGE, daemon, name = \"web\"");
    let keys = "language::keys::service";
    assert_eq!(
        found,
        [
            format!("{keys}::cpu"),
            format!("{keys}::memory"),
            "let_=LARGE".into(),
            format!("{keys}::daemon"),
            format!("{keys}::name"),
            format!("{keys}::__"),
        ]
    );
}

#[test]
fn the_paths_begin_at_the_crate_that_the_user_has() {
    let found = attribute(Root::Aws, TASK, tokens("cpu = 512, on = s3(\"a\")")).to_string();
    assert!(found.contains(":: infra_aws :: core :: language :: keys :: task :: cpu"), "{found}");
    assert!(found.contains(":: infra_aws :: core :: declaration :: event_words :: s3"), "{found}");
}

#[test]
fn types_are_types() {
    let found = statements(SERVICE, "cluster = a::Shop, before = [Migrate, b::Fill]");
    assert!(found.contains(&"let_:a::Shop".to_owned()), "{found:?}");
    assert!(found.contains(&"let_:Migrate".to_owned()), "{found:?}");
    assert!(found.contains(&"let_:b::Fill".to_owned()), "{found:?}");
}

#[test]
fn parentheses_have_tables_of_their_own() {
    let found = statements(SERVICE, "health(\"/x\", every = \"10s\"), logs(retention = DAYS), port(8080, udp)");
    for expected in ["health_check_keys::every", "cloud_watch_logs_keys::retention", "let_=DAYS", "port_keys::udp"] {
        assert!(found.contains(&expected.to_owned()), "{expected}: {found:?}");
    }
    for table in ["health_check_keys", "cloud_watch_logs_keys", "port_keys"] {
        assert!(found.contains(&format!("{table}::__")), "{table}: {found:?}");
    }
}

#[test]
fn words_have_tables_of_their_own() {
    let found = statements(CLUSTER, "capacity = [fargate(base = 1), fargate_spot], insights = enh, network = ");
    let words = [
        "provider_words::fargate",
        "fargate_provider_keys::base",
        "provider_words::fargate_spot",
        "provider_words::__",
        "insights_words::enh",
        "network_words::__",
    ];
    for expected in words {
        assert!(found.contains(&expected.to_owned()), "{expected}: {found:?}");
    }
}

#[test]
fn a_value_without_a_key_is_a_word_where_one_may_stand() {
    let found = statements(SERVICE, "volume(\"data\", efs(\"fs-1\", root = \"/\"), at = \"/data\"), volume(\"a\", eb)");
    for expected in ["volume_source_words::efs", "efs_volume_keys::root", "volume_keys::at", "volume_source_words::eb"]
    {
        assert!(found.contains(&expected.to_owned()), "{expected}: {found:?}");
    }
}

#[test]
fn a_constant_is_none_of_the_words() {
    let found = statements(SERVICE, "image = images::WEB, route(PATH, host = HOST), scale(2..=MOST), env(A = VALUE)");
    for expected in ["let_=images::WEB", "let_=PATH", "let_=HOST", "let_=2..=MOST", "let_=VALUE"] {
        assert!(found.contains(&expected.to_owned()), "{expected}: {found:?}");
    }
}

#[test]
fn a_stage_has_the_keys_of_the_attribute() {
    let found = statements(TASK, "stage(prod, memory = 2048, logs = off)");
    let of_stage = ["task_keys::memory", "task_keys::logs", "logs_words::off", "task_keys::__"];
    for expected in of_stage {
        assert!(found.contains(&expected.to_owned()), "{expected}: {found:?}");
    }
    assert!(!found.iter().any(|part| part.contains("prod")), "{found:?}");
}

#[test]
fn what_is_half_written_is_named() {
    let keys = "language::keys::service";
    for (written, expected) in [
        ("me", "me"),
        ("me cpu = 512", "me"),
        ("me cpu = 512", "cpu"),
        ("cpu = 512 me", "me"),
        ("cpu = , me", "me"),
        ("mememe = 4", "mememe"),
        ("fn = 4", "r#fn"),
        ("cpu: 512", "cpu"),
        (", , me,", "me"),
        ("raCompletionMarker", "raCompletionMarker"),
        ("meraCompletionMarker", "meraCompletionMarker"),
    ] {
        let found = statements(SERVICE, written);
        assert!(found.contains(&format!("{keys}::{expected}")), "{written}: {found:?}");
        assert_eq!(found.last(), Some(&format!("{keys}::__")), "{written}");
    }
    for odd in ["self", "_", "= 4", "..", "[", "cpu = crate", "cpu = if", "::", "stage()", "stage(", "health(=)"] {
        if let Ok(arguments) = odd.parse() {
            attribute(Root::Core, SERVICE, arguments);
        }
    }
}

#[test]
fn an_app_names_its_items_and_keys() {
    let found =
        parts(app(Root::Core, tokens("\"shop\": Shop, batch::Rollup; stages = [dev], account(prod = ID), pro")));
    let keys = "language::keys::app";
    let expected = ["let_:Shop", "let_:batch::Rollup"].map(str::to_owned).into_iter();
    let named = ["stages", "account"].map(|key| format!("{keys}::{key}"));
    let behind = ["let_=ID".to_owned(), format!("{keys}::pro"), format!("{keys}::__")];
    assert_eq!(found, expected.chain(named).chain(behind).collect::<Vec<_>>());
}

#[test]
fn every_key_and_word_is_named() {
    for table in ATTRIBUTES {
        for key in table.fixed.iter().chain(table.block.all_keys()) {
            let found = statements(table, &format!("{} = 1", key.name));
            if !key.is_bare() {
                assert!(found.contains(&format!("{}::{}", table.keys_path.replace("declaration::", ""), key.name)));
            }
            words(key, table);
        }
    }
}

fn words(key: &Key, table: &'static Attribute) {
    let (Kind::Choice(choice) | Kind::Some(Kind::Choice(choice))) = &key.kind else { return };
    let choice: &Choice = choice;
    for variant in choice.variants {
        let found = statements(table, &format!("{} = {}", key.name, variant.word));
        let module = choice.words_path.replace("declaration::", "");
        assert!(found.contains(&format!("{module}::{}", variant.word)), "{found:?}");
    }
}

/// What stands in attributes, whole and in pieces.
const PIECES: &[&str] = &[
    "cpu",
    "stage",
    "health",
    "capacity",
    "image",
    "volume",
    "env",
    "r#type",
    "fn",
    "self",
    "_",
    "X",
    "512",
    "\"a\"",
    "=",
    ",",
    ";",
    ":",
    "::",
    "..=",
    "-",
    "#",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "raCompletionMarker",
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_written_has_its_words(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..12)) {
        let Ok(written) = pieces.join(" ").parse::<TokenStream>() else { return Ok(()) };
        for table in ATTRIBUTES {
            let found = parts(attribute(Root::Core, table, written.clone()));
            prop_assert_eq!(found.last(), Some(&format!("{}::__", table.keys_path)));
        }
        parts(app(Root::Core, written));
    }
}
