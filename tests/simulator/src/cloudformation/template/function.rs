//! The functions of templates.

use serde_json::Value;

use super::cidr;
use super::parse::text;
use super::reference::{Part, parts};
use super::resolve::{Scope, Unresolved, mistake};

/// The arguments of a function that takes so many.
pub(super) fn arguments<'a, const COUNT: usize>(
    name: &str,
    argument: &'a Value,
) -> Result<&'a [Value; COUNT], Unresolved> {
    argument.as_array().and_then(|items| items.as_slice().try_into().ok()).ok_or_else(|| mistake(name))
}

pub(super) fn substitute(scope: &Scope<'_>, argument: &Value) -> Result<Value, Unresolved> {
    let (pattern, own) = match argument {
        Value::Array(both) => (both.first().and_then(Value::as_str), both.get(1)),
        other => (other.as_str(), None),
    };
    let mut filled = String::new();
    for part in parts(pattern.ok_or_else(|| mistake("Fn::Sub"))?) {
        match part {
            Part::Text(plain) => filled.push_str(plain),
            Part::Literal(name) => {
                filled.push_str("${");
                filled.push_str(name);
                filled.push('}');
            }
            Part::Placeholder(name) => {
                let value = match (own.and_then(|own| own.get(name)), name.split_once('.')) {
                    (Some(value), _) => scope.required(value)?,
                    (None, Some((id, attribute))) => scope.attribute(id, attribute)?,
                    (None, None) => scope.reference(name)?.unwrap_or_default(),
                };
                filled.push_str(&joined(&value, ","));
            }
        }
    }
    Ok(Value::String(filled))
}

pub(super) fn join(scope: &Scope<'_>, argument: &Value) -> Result<Value, Unresolved> {
    let [delimiter, items] = arguments("Fn::Join", argument)?;
    let items = scope.required(items)?;
    Ok(Value::String(joined(&items, delimiter.as_str().unwrap_or_default())))
}

fn joined(value: &Value, delimiter: &str) -> String {
    match value {
        Value::Array(items) => items.iter().map(text).collect::<Vec<_>>().join(delimiter),
        other => text(other),
    }
}

pub(super) fn select(scope: &Scope<'_>, argument: &Value) -> Result<Value, Unresolved> {
    let [index, items] = arguments("Fn::Select", argument)?;
    let index: usize = text(&scope.required(index)?).parse().map_err(|_| mistake("Fn::Select"))?;
    let items = scope.required(items)?;
    items.get(index).cloned().ok_or_else(|| {
        Unresolved::Mistake(format!("Template error: Fn::Select cannot select nonexistent value at index {index}"))
    })
}

pub(super) fn split(scope: &Scope<'_>, argument: &Value) -> Result<Value, Unresolved> {
    let [delimiter, whole] = arguments("Fn::Split", argument)?;
    let whole = text(&scope.required(whole)?);
    Ok(whole.split(delimiter.as_str().unwrap_or(",")).map(Value::from).collect())
}

/// The zones of a region: three everywhere.
pub(super) fn zones(region: &str) -> Value {
    ["a", "b", "c"].iter().map(|zone| Value::from(format!("{region}{zone}"))).collect()
}

pub(super) fn blocks(scope: &Scope<'_>, argument: &Value) -> Result<Value, Unresolved> {
    let items = argument.as_array().ok_or_else(|| mistake("Fn::Cidr"))?;
    let values: Vec<String> =
        items.iter().map(|item| scope.required(item).map(|value| text(&value))).collect::<Result<_, _>>()?;
    let (block, count, bits) = match values.as_slice() {
        [block, count] => (block, count, "8"),
        [block, count, bits] => (block, count, bits.as_str()),
        _ => return Err(mistake("Fn::Cidr")),
    };
    let found = count.parse().ok().zip(bits.parse().ok()).and_then(|(count, bits)| cidr::split(block, count, bits));
    match found {
        Some(blocks) => Ok(blocks.into_iter().map(Value::from).collect()),
        None => Err(Unresolved::Mistake(format!("Template error: Fn::Cidr cannot split {block} into {count} blocks"))),
    }
}

pub(super) fn find_in_map(scope: &Scope<'_>, argument: &Value) -> Result<Value, Unresolved> {
    let [map, first, second] = arguments("Fn::FindInMap", argument)?;
    let [map, first, second] = [scope.required(map)?, scope.required(first)?, scope.required(second)?];
    let [map, first, second] = [text(&map), text(&first), text(&second)];
    let found = scope.template.mappings.get(&map).and_then(|map| map.get(&first)).and_then(|keys| keys.get(&second));
    found.cloned().ok_or_else(|| {
        Unresolved::Mistake(format!("Template error: Unable to get mapping for {map}::{first}::{second}"))
    })
}
