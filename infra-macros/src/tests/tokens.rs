//! Whatever stands in an attribute, the macros answer, and with a caret under a token.

use super::places::places;
use super::sample::fill;
use super::{tokens, told};
use crate::root::Root;
use crate::{app, attribute};
use infra_core::language::{APP, ATTRIBUTES, Attribute};
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use proptest::prelude::*;
use proptest::sample::Index;
use std::sync::LazyLock;

/// Words that are none of the language.
const STRANGERS: &[&str] = &["Shop", "a::B", "<A as B>::C", "::c", "r#type", "fn", "self", "prod", "X!", "#", "_"];

/// The words of the language by its tables, and some that are none.
static WORDS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let of_attributes = ATTRIBUTES.iter().flat_map(|attribute| places(attribute).words).map(|place| place.word);
    let mut words: Vec<&str> = of_attributes.chain(APP.keys.iter().map(|key| key.name)).collect();
    words.sort_unstable();
    words.dedup();
    words.extend(STRANGERS);
    words
});

/// Entries as the tables show them.
static EXAMPLES: LazyLock<Vec<String>> = LazyLock::new(|| {
    ATTRIBUTES.iter().flat_map(|attribute| places(attribute).words).map(|place| fill(place.example)).collect()
});

/// Good arguments of every attribute, each with a key of its own.
static GOOD: LazyLock<Vec<(&'static Attribute, String)>> = LazyLock::new(|| {
    let with = |attribute: &'static Attribute| places(attribute).words.into_iter().map(move |place| (attribute, place));
    let all = ATTRIBUTES.iter().copied().flat_map(with);
    all.map(|(attribute, place)| (attribute, place.text)).collect()
});

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
    let word = || prop::sample::select(WORDS.as_slice());
    let leaf = prop_oneof![
        3 => word().prop_map(str::to_owned),
        2 => prop::sample::select(LITERALS).prop_map(str::to_owned),
        2 => prop::sample::select(EXAMPLES.as_slice()),
    ];
    leaf.prop_recursive(4, 40, 6, move |inner| {
        let list = prop::collection::vec((inner.clone(), prop::sample::select(BETWEEN)), 0..6)
            .prop_map(|parts| parts.into_iter().map(|(part, between)| part + between).collect::<String>());
        prop_oneof![
            list.clone(),
            (word(), list.clone()).prop_map(|(word, list)| format!("{word}({list})")),
            (word(), inner).prop_map(|(word, value)| format!("{word} = {value}")),
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

/// What becomes of one token.
#[derive(Clone, Debug)]
enum Change {
    Drop,
    Double,
    Swap,
    Replace(&'static str),
    Wrap(Delimiter),
    /// The change happens to what stands in the brackets.
    Inside(Index, Box<Self>),
}

fn change() -> impl Strategy<Value = (Index, Change)> {
    let delimiter = prop::sample::select(vec![Delimiter::Parenthesis, Delimiter::Bracket, Delimiter::Brace]);
    let here = prop_oneof![
        Just(Change::Drop),
        Just(Change::Double),
        Just(Change::Swap),
        prop::sample::select(LITERALS).prop_map(Change::Replace),
        prop::sample::select(WORDS.as_slice()).prop_map(Change::Replace),
        prop::sample::select(vec!["=", ",", ";", ":", "..", "..=", "-", "."]).prop_map(Change::Replace),
        delimiter.prop_map(Change::Wrap),
    ];
    let deep = here.prop_recursive(3, 4, 1, |inner| {
        (any::<Index>(), inner).prop_map(|(at, change)| Change::Inside(at, Box::new(change)))
    });
    (any::<Index>(), deep)
}

/// Changes one token.
fn changed(mut tokens: Vec<TokenTree>, at: Index, change: &Change) -> Vec<TokenTree> {
    if tokens.is_empty() {
        return tokens;
    }
    let at = at.index(tokens.len());
    match change {
        Change::Drop => drop(tokens.remove(at)),
        Change::Double => tokens.insert(at, tokens[at].clone()),
        Change::Swap => {
            let other = tokens.len() - 1 - at;
            tokens.swap(at, other);
        }
        // Not every literal is one token, nor every word.
        Change::Replace(text) => drop(tokens.splice(at..=at, super::tokens(text))),
        Change::Wrap(delimiter) => {
            let inside = TokenStream::from(tokens[at].clone());
            tokens[at] = TokenTree::Group(Group::new(*delimiter, inside));
        }
        Change::Inside(deeper, change) => {
            if let TokenTree::Group(group) = &tokens[at] {
                let inside = changed(group.stream().into_iter().collect(), *deeper, change);
                tokens[at] = TokenTree::Group(Group::new(group.delimiter(), inside.into_iter().collect()));
            } else if let Some(group) = tokens.iter().position(|token| matches!(token, TokenTree::Group(_))) {
                let TokenTree::Group(group_token) = tokens[group].clone() else { return tokens };
                let inside = changed(group_token.stream().into_iter().collect(), *deeper, change);
                let inside = inside.into_iter().collect();
                tokens[group] = TokenTree::Group(Group::new(group_token.delimiter(), inside));
            }
        }
    }
    tokens
}

/// Whatever the macros answer, it is Rust, and each error has its place.
fn answered(expansion: TokenStream, item: &str) -> Result<(), TestCaseError> {
    prop_assert_eq!(without_place(expansion.clone()), 0, "{}", item);
    prop_assert!(told(expansion.clone()).iter().all(|message| !message.trim().is_empty()));
    let text = expansion.to_string();
    if let Err(error) = syn::parse2::<syn::File>(expansion) {
        prop_assert!(false, "{}: {}", error, text);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn any_attribute_is_answered(attribute in soup(), valid in any::<bool>()) {
        let attribute = if valid { format!("cluster = Shop, image = \"a\", {attribute}") } else { attribute };
        let Ok(attribute) = attribute.parse::<TokenStream>() else { return Ok(()) };
        for item in ["struct Item;", "pub struct Item<T> { a: T }", "enum Item {}", "fn item() {}"] {
            for table in ATTRIBUTES {
                let expansion = attribute::expand(Root::Core, table, attribute.clone(), tokens(item));
                let accepted = told(expansion.clone()).is_empty();
                prop_assert!(!accepted || item == "struct Item;", "{}", item);
                answered(expansion, item)?;
            }
        }
    }

    #[test]
    fn a_good_attribute_with_a_few_changes_is_answered(
        which in any::<Index>(),
        changes in prop::collection::vec(change(), 1..4),
        of_target in any::<bool>(),
    ) {
        let (table, good) = &GOOD[which.index(GOOD.len())];
        let root = if of_target { Root::Aws } else { Root::Core };
        let good: Vec<TokenTree> = tokens(good).into_iter().collect();
        let attribute = changes.iter().fold(good, |tokens, (at, change)| changed(tokens, *at, change));
        // Read once more, so that what the test has put together has its place as well.
        let attribute = tokens(&attribute.into_iter().collect::<TokenStream>().to_string());
        let expansion = attribute::expand(root, table, attribute, tokens("struct Item;"));
        answered(expansion, "struct Item;")?;
    }

    #[test]
    fn any_app_is_answered(input in soup(), named in any::<bool>()) {
        let input = if named { format!("\"shop\": {input}") } else { input };
        let Ok(input) = input.parse::<TokenStream>() else { return Ok(()) };
        if !input.is_empty() {
            let expansion = app::expand(Root::Core, input);
            prop_assert_eq!(without_place(expansion.clone()), 0);
            prop_assert!(syn::parse2::<syn::Expr>(expansion).is_ok());
        }
    }

    #[test]
    fn an_app_with_options_is_answered(options in soup(), stages in any::<bool>()) {
        let stages = if stages { "stages = [dev, prod]," } else { "" };
        let Ok(input) = format!("\"shop\": Shop, a::Web; {stages} {options}").parse::<TokenStream>() else { return Ok(()) };
        prop_assert_eq!(without_place(app::expand(Root::Core, input)), 0);
    }
}
