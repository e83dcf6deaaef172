//! Answers without what differs between two accounts, and what still differs then.

use std::collections::BTreeMap;

use serde_json::{Value, json};

/// Where two values differ: the path of each place, and what stands there in both.
pub(crate) fn differences(ours: &Value, theirs: &Value) -> BTreeMap<String, (Value, Value)> {
    let mut found = BTreeMap::new();
    compare("", ours, theirs, &mut found);
    found
}

fn compare(place: &str, ours: &Value, theirs: &Value, found: &mut BTreeMap<String, (Value, Value)>) {
    match (ours, theirs) {
        (Value::Object(left), Value::Object(right)) => {
            let keys = left.keys().chain(right.keys().filter(|key| !left.contains_key(*key)));
            for key in keys {
                let place = if place.is_empty() { key.clone() } else { format!("{place}/{key}") };
                let at = |value: &serde_json::Map<String, Value>| value.get(key).cloned().unwrap_or_default();
                compare(&place, &at(left), &at(right), found);
            }
        }
        _ if ours == theirs => {}
        _ => {
            found.insert(place.to_owned(), (ours.clone(), theirs.clone()));
        }
    }
}

/// A text with every generated part of it made `*`: what is long and has a digit in it.
pub(crate) fn text(text: &str) -> Value {
    let mut normal = String::new();
    let mut word = String::new();
    for character in text.chars().chain(['\0']) {
        if character.is_ascii_alphanumeric() {
            word.push(character);
            continue;
        }
        normal.push_str(if is_generated(&word) { "*" } else { &word });
        word.clear();
        if character != '\0' {
            normal.push(character);
        }
    }
    // A group of an id may have no digit in it.
    let groups = normal.split('-').fold(String::new(), |before, group| {
        let is_group = group.len() == 4 && group.chars().all(|character| character.is_ascii_hexdigit());
        match before.as_str() {
            "" => group.to_owned(),
            known if known.ends_with('*') && is_group => format!("{known}-*"),
            known => format!("{known}-{group}"),
        }
    });
    let mut normal = groups;
    // An id may have hyphens in it, and the two make ids of different forms.
    while normal.contains("*-*") {
        normal = normal.replace("*-*", "*");
    }
    json!(normal)
}

/// Whether a word is part of an id: of four characters or more, with digits and letters, or all of one id's form.
fn is_generated(word: &str) -> bool {
    let digits = word.chars().filter(char::is_ascii_digit).count();
    let is_hex = word.chars().all(|character| character.is_ascii_hexdigit());
    let account = word == super::scenario::ACCOUNT;
    let suffix = word.len() == 12 && !word.chars().any(|character| character.is_ascii_lowercase());
    !account && ((word.len() >= 4 && is_hex && digits > 0) || (word.len() >= 12 && digits > 2) || suffix)
}

#[test]
fn an_id_is_one_whatever_its_digits() {
    for id in ["6a3c0d6e-bbcb-4f1e-9a8b-0123456789ab", "6a3c0d6e-bbcb-cafe-9a8b-0123456789ab"] {
        assert_eq!(text(&format!("stack/shop/{id}")), json!("stack/shop/*"));
    }
    assert_eq!(text("shop-face-web"), json!("shop-face-web"));
}
