//! The tables of the language against the macros: every example is accepted in the place of its key.

use super::places::{Place, places};
use super::{expand, told};
use crate::app;
use crate::root::Root;
use infra_core::language::{APP, ATTRIBUTES, Mark};
use std::collections::BTreeSet;

#[test]
fn every_example_is_accepted() {
    let (mut count, mut refused) = (0, Vec::new());
    for attribute in ATTRIBUTES {
        for Place { example, text, .. } in places(attribute).words {
            count += 1;
            let mistakes = told(expand(Root::Core, attribute, &text));
            if !mistakes.is_empty() {
                refused.push(format!("`{example}` as `#[{}({text})]`: {mistakes:#?}", attribute.kind.word()));
            }
        }
    }
    assert!(refused.is_empty(), "{}", refused.join("\n"));
    assert!(count > 300, "the tables have more than {count} keys and words");
}

#[test]
fn every_key_is_read() {
    for attribute in ATTRIBUTES {
        for Place { example, text, without, .. } in places(attribute).words {
            let Some(without) = without else { continue };
            let (with, without) = (expand(Root::Core, attribute, &text), expand(Root::Core, attribute, &without));
            assert_ne!(with.to_string(), without.to_string(), "nothing reads `{example}` of `{text}`");
        }
    }
}

#[test]
fn what_the_target_lacks_is_refused_where_it_expands() {
    for attribute in ATTRIBUTES {
        for Place { example, word, marks, text, .. } in places(attribute).words {
            let refusal = format!("this version cannot deploy `{word}` to AWS yet");
            let mistakes = told(expand(Root::Aws, attribute, &text));
            let refused = mistakes.iter().filter(|mistake| mistake.starts_with(&refusal)).count();
            let expected = usize::from(marks.contains(&Mark::pending));
            assert!(refused >= expected, "`{example}` as `{text}`: {mistakes:#?}");
            let others = mistakes.iter().filter(|mistake| !mistake.contains("to AWS yet")).count();
            assert_eq!(others, 0, "`{example}` as `{text}`: {mistakes:#?}");
        }
    }
}

#[test]
fn every_example_of_an_app_is_accepted() {
    for key in APP.all_keys() {
        let mistakes = told(app::expand(Root::Core, super::tokens(&format!("\"shop\": Shop; {}", key.example))));
        assert!(mistakes.is_empty(), "`{}`: {mistakes:#?}", key.example);
    }
}

#[test]
fn every_key_is_named_once_and_explained() {
    for attribute in ATTRIBUTES {
        let mut names = BTreeSet::new();
        for key in attribute.fixed.iter().chain(attribute.block.all_keys()) {
            assert!(names.insert(key.name), "`{}` stands twice in `{}`", key.name, attribute.kind.word());
            assert!(!key.doc.trim().is_empty(), "`{}` is not explained", key.name);
        }
    }
}
