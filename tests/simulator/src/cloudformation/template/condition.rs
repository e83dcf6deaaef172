//! `Conditions`.

use serde_json::Value;

use super::function::arguments;
use super::parse::text;
use super::resolve::{Scope, Unresolved, mistake};

/// Whether the condition of this name holds.
pub(super) fn holds(scope: &Scope<'_>, name: &str) -> Result<bool, Unresolved> {
    let condition = scope.template.conditions.get(name);
    evaluate(scope, condition.ok_or_else(|| mistake("Condition"))?)
}

fn evaluate(scope: &Scope<'_>, condition: &Value) -> Result<bool, Unresolved> {
    let only = condition.as_object().filter(|map| map.len() == 1).and_then(|map| map.iter().next());
    let (name, argument) = only.ok_or_else(|| mistake("Condition"))?;
    let items = argument.as_array().map(Vec::as_slice).unwrap_or_default();
    match name.as_str() {
        "Condition" => holds(scope, argument.as_str().unwrap_or_default()),
        "Fn::Equals" => {
            let [left, right] = arguments("Fn::Equals", argument)?;
            Ok(text(&scope.required(left)?) == text(&scope.required(right)?))
        }
        "Fn::Not" => {
            let [inner] = arguments("Fn::Not", argument)?;
            Ok(!evaluate(scope, inner)?)
        }
        "Fn::And" => items.iter().try_fold(true, |all, item| Ok(evaluate(scope, item)? && all)),
        "Fn::Or" => items.iter().try_fold(false, |any, item| Ok(evaluate(scope, item)? || any)),
        other => Err(mistake(other)),
    }
}

impl Scope<'_> {
    /// Whether something declared under this condition exists.
    pub(crate) fn exists(&self, condition: Option<&String>) -> Result<bool, Unresolved> {
        condition.map_or(Ok(true), |name| holds(self, name))
    }
}
