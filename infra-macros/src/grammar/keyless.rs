//! Values that stand without their key, and keys that are written though theirs do.

use super::Value;
use infra_core::language::{Choice, Key, Kind, Presence};
use quote::ToTokens as _;
use syn::Lit;

/// The example of a key, in the parentheses that it stands in.
pub(crate) fn written(owner: &str, key: &Key) -> String {
    match key.example.find('(') {
        // `https` shares its table with `http`.
        Some(at) if key.is_bare() => format!("{owner}{}", &key.example[at..]),
        _ if key.example.starts_with(owner) => key.example.to_owned(),
        _ => format!("{owner}({})", key.example),
    }
}

/// What to write in the place of `word = ..`, where the value stands without its key.
pub(super) fn without_key(owner: &str, table: &[&'static Key], word: &str) -> Option<String> {
    let key = table.iter().find(|key| key.is_bare() && key.name == word)?;
    Some(format!("write it without a key: `{}`", written(owner, key)))
}

/// The choice that stands without its key.
pub(super) fn bare_choice(table: &[&'static Key]) -> Option<&'static Choice> {
    table.iter().filter(|key| key.is_bare()).find_map(|key| match key.kind {
        Kind::Choice(choice) => Some(choice),
        _ => None,
    })
}

/// Whether `value` seems to be meant for `key`, which must be given with its name.
pub(super) fn is_meant(key: &Key, value: &Value) -> bool {
    key.presence == Presence::Required && !key.is_bare() && suits(&key.kind, value)
}

/// `key = value`, with the value that was given where it is short.
pub(super) fn with_key(key: &Key, value: &Value) -> String {
    match value {
        Value::Literal(literal) => format!("{} = {}", key.name, literal.to_token_stream()),
        Value::Path(path) => format!("{} = {}", key.name, path.to_token_stream().to_string().replace(' ', "")),
        _ => key.example.to_owned(),
    }
}

/// Whether a value is what a kind takes, and can hardly be meant for another.
fn suits(kind: &Kind, value: &Value) -> bool {
    match (kind, value) {
        (Kind::List(_) | Kind::Some(_), Value::List(_))
        | (Kind::Range(_), Value::Range(_))
        | (Kind::Text(_) | Kind::File(_) | Kind::Measure(..) | Kind::Amount(..), Value::Literal(Lit::Str(_)))
        | (Kind::Number(..) | Kind::Amount(..), Value::Literal(Lit::Int(_)))
        | (Kind::Truth, Value::Literal(Lit::Bool(_)))
        | (Kind::Cluster | Kind::Item(_), Value::Path(_)) => true,
        (Kind::Some(element), value) => suits(element, value),
        (Kind::Choice(choice), value) => {
            let word = match value {
                Value::Call(call) => Some(call.name.to_string()),
                value => value.word(),
            };
            let known = word.is_some_and(|word| choice.variants.iter().any(|variant| variant.word == word));
            known || choice.literal.is_some_and(|(_, kind)| suits(kind, value))
        }
        // A constant.
        (Kind::Text(_) | Kind::Number(..) | Kind::Measure(..) | Kind::Amount(..), Value::Path(_)) => {
            value.word().is_none_or(|word| word.chars().all(|letter| !letter.is_lowercase()))
        }
        _ => false,
    }
}
