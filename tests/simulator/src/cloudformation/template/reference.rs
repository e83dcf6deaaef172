//! What a value refers to.

use std::collections::BTreeSet;

use serde_json::Value;

/// One reference in a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Reference {
    /// `Ref`, or `${Name}` in `Fn::Sub`: a parameter, a resource or a pseudo parameter.
    Name(String),
    /// `Fn::GetAtt`, or `${Name.Attribute}`: a resource and its attribute.
    Attribute(String, String),
    /// `Fn::If`, or `Condition` within a condition.
    Condition(String),
    /// A function that nothing here can resolve.
    Unsupported(String),
}

/// What may stand as the only key of an object, and is no property then.
const FUNCTIONS: [&str; 15] = [
    "Fn::And",
    "Fn::Base64",
    "Fn::Cidr",
    "Fn::Equals",
    "Fn::FindInMap",
    "Fn::GetAZs",
    "Fn::GetAtt",
    "Fn::If",
    "Fn::ImportValue",
    "Fn::Join",
    "Fn::Not",
    "Fn::Or",
    "Fn::Select",
    "Fn::Split",
    "Fn::Sub",
];

/// The names of resources or parameters that a value refers to.
pub(super) fn names(value: &Value) -> BTreeSet<String> {
    let names = references(value).into_iter().filter_map(|reference| match reference {
        Reference::Name(name) | Reference::Attribute(name, _) => Some(name),
        Reference::Condition(_) | Reference::Unsupported(_) => None,
    });
    names.collect()
}

/// All references in a value, in the order in which they stand.
pub(super) fn references(value: &Value) -> Vec<Reference> {
    let mut found = Vec::new();
    collect(value, &mut found);
    found
}

fn collect(value: &Value, found: &mut Vec<Reference>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, found)),
        Value::Object(map) => {
            let only = map.iter().next().filter(|_| map.len() == 1);
            match only {
                Some((key, argument)) if key == "Ref" || key.starts_with("Fn::") => function(key, argument, found),
                _ => map.values().for_each(|item| collect(item, found)),
            }
        }
        _ => {}
    }
}

fn function(name: &str, argument: &Value, found: &mut Vec<Reference>) {
    match name {
        "Ref" => found.push(Reference::Name(argument.as_str().unwrap_or_default().to_owned())),
        "Fn::GetAtt" => {
            if let Some((resource, attribute)) = attribute(argument) {
                found.push(Reference::Attribute(resource, attribute));
            }
        }
        "Fn::Sub" => substitution(argument, found),
        "Fn::If" => {
            let arguments = argument.as_array().map(Vec::as_slice).unwrap_or_default();
            if let Some(condition) = arguments.first().and_then(Value::as_str) {
                found.push(Reference::Condition(condition.to_owned()));
            }
            arguments.iter().skip(1).for_each(|item| collect(item, found));
        }
        _ => {
            if !FUNCTIONS.contains(&name) {
                found.push(Reference::Unsupported(name.to_owned()));
            }
            collect(argument, found);
        }
    }
}

fn substitution(argument: &Value, found: &mut Vec<Reference>) {
    let (text, own) = match argument {
        Value::Array(both) => (both.first().and_then(Value::as_str), both.get(1)),
        other => (other.as_str(), None),
    };
    if let Some(own) = own {
        collect_values(own, found);
    }
    for part in parts(text.unwrap_or_default()) {
        let Part::Placeholder(name) = part else { continue };
        if own.is_some_and(|own| own.get(name).is_some()) {
            continue;
        }
        found.push(match name.split_once('.') {
            Some((resource, attribute)) => Reference::Attribute(resource.to_owned(), attribute.to_owned()),
            None => Reference::Name(name.to_owned()),
        });
    }
}

fn collect_values(own: &Value, found: &mut Vec<Reference>) {
    own.as_object().into_iter().flatten().for_each(|(_, value)| collect(value, found));
}

/// `["Resource", "Attribute"]` or `"Resource.Attribute"`.
pub(super) fn attribute(argument: &Value) -> Option<(String, String)> {
    match argument {
        Value::Array(both) => Some((both.first()?.as_str()?.to_owned(), both.get(1)?.as_str()?.to_owned())),
        other => other.as_str()?.split_once('.').map(|(first, rest)| (first.to_owned(), rest.to_owned())),
    }
}

/// A piece of the text of `Fn::Sub`.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Part<'a> {
    /// As it stands.
    Text(&'a str),
    /// What stood in `${…}`.
    Placeholder(&'a str),
    /// What stood in `${!…}`, which stays `${…}`.
    Literal(&'a str),
}

/// The pieces of the text of `Fn::Sub`.
pub(super) fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${") {
        let Some((inside, behind)) = after.split_once('}') else { break };
        parts.push(Part::Text(before));
        parts.push(match inside.strip_prefix('!') {
            Some(literal) => Part::Literal(literal),
            None => Part::Placeholder(inside.trim()),
        });
        rest = behind;
    }
    parts.push(Part::Text(rest));
    parts
}
