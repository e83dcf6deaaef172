//! Whatever stands in an attribute, the macros answer, and with a caret under a token.

use super::tokens;
use crate::root::Root;
use crate::{app, cluster, service, task};
use proc_macro2::{TokenStream, TokenTree};
use proptest::prelude::*;

/// Words of the language and some that are none.
const WORDS: &[&str] = &[
    "name",
    "cluster",
    "image",
    "cpu",
    "memory",
    "arch",
    "command",
    "env",
    "secret",
    "allow",
    "on",
    "logs",
    "retention",
    "port",
    "route",
    "host",
    "health",
    "codes",
    "every",
    "timeout",
    "healthy",
    "count",
    "scale",
    "drain",
    "schedule",
    "timezone",
    "stage",
    "capacity",
    "fargate",
    "fargate_spot",
    "ec2",
    "base",
    "weight",
    "network",
    "new",
    "existing",
    "default",
    "cidr",
    "zones",
    "nat",
    "none",
    "vpc",
    "public",
    "private",
    "load_balancer",
    "listen",
    "http",
    "https",
    "redirect",
    "certificate",
    "internal",
    "tags",
    "prod",
    "Shop",
    "a::B",
    "<A as B>::C",
    "::c",
    "r#type",
    "fn",
    "self",
    "stages",
    "protect",
    "account",
    "managed",
    "sticky",
    "X!",
    "#",
];

/// Literals of all kinds.
const LITERALS: &[&str] = &[
    "0",
    "1",
    "512",
    "70000",
    "99999999999",
    "999999999999999999999999999",
    "0x10",
    "1u8",
    "1.5",
    "1e3",
    "-1",
    "true",
    "'a'",
    "b\"x\"",
    "\"\"",
    "\"nginx:1.29\"",
    "\"0.5 vCPU\"",
    "\"1 GB\"",
    "\"30s\"",
    "\"/*\"",
    "\"c5n.xlarge\"",
    "\"rate(1 day)\"",
    "\"é\"",
    "\"ssm:/a\"",
    "\"arn:aws:s3:::a\"",
    "r#\"a\"#",
    "1..=2",
    "1..",
    "..=2",
    "2..1",
];

const BETWEEN: &[&str] = &[", ", " = ", " ", ": ", "; ", ",, ", " == ", " + "];

fn soup() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![prop::sample::select(WORDS), prop::sample::select(LITERALS)].prop_map(str::to_owned);
    leaf.prop_recursive(4, 40, 6, |inner| {
        let list = prop::collection::vec((inner.clone(), prop::sample::select(BETWEEN)), 0..6)
            .prop_map(|parts| parts.into_iter().map(|(part, between)| part + between).collect::<String>());
        prop_oneof![
            list.clone(),
            (prop::sample::select(WORDS), list.clone()).prop_map(|(word, list)| format!("{word}({list})")),
            (prop::sample::select(WORDS), inner).prop_map(|(word, value)| format!("{word} = {value}")),
            list.clone().prop_map(|list| format!("[{list}]")),
            list.prop_map(|list| format!("{{{list}}}")),
        ]
    })
}

/// Every `compile_error!` of an expansion that has no place in the user's tokens.
fn without_place(expansion: TokenStream) -> usize {
    let mut count = 0;
    for token in expansion {
        match token {
            TokenTree::Group(group) => count += without_place(group.stream()),
            TokenTree::Ident(ident) if ident == "compile_error" && ident.span().byte_range().is_empty() => count += 1,
            _ => {}
        }
    }
    count
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_attribute_is_answered(attribute in soup(), valid in any::<bool>()) {
        let attribute = if valid { format!("cluster = Shop, image = \"a\", {attribute}") } else { attribute };
        let Ok(attribute) = attribute.parse::<TokenStream>() else { return Ok(()) };
        for item in ["struct Item;", "pub struct Item<T> { a: T }", "enum Item {}", "fn item() {}"] {
            for expand in [cluster::expand, service::expand, task::expand] {
                prop_assert_eq!(without_place(expand(Root::Core, attribute.clone(), tokens(item))), 0, "{}", item);
            }
        }
    }

    #[test]
    fn any_app_is_answered(input in soup(), named in any::<bool>()) {
        let input = if named { format!("\"shop\": {input}") } else { input };
        let Ok(input) = input.parse::<TokenStream>() else { return Ok(()) };
        if !input.is_empty() {
            prop_assert_eq!(without_place(app::expand(Root::Core, input)), 0);
        }
    }
}
