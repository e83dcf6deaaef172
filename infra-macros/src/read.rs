//! From written values to scalars, words and lists.

use crate::context::{Context, FieldType};
use crate::grammar::Value;
use crate::scalar::{Known, Scalar};
use infra_core::Violation;
use infra_core::language::{TextRule, Unit};
use quote::ToTokens as _;
use syn::{ExprPath, Lit, LitInt, RangeLimits};

/// What is being read, for messages: the key, and an example of it.
#[derive(Clone, Copy)]
pub(crate) struct Of<'a> {
    pub(crate) key: &'a str,
    pub(crate) example: &'static str,
}

/// A string, or a constant of type `&'static str`.
pub(crate) fn text(context: &mut Context, of: Of<'_>, value: &Value) -> Option<Scalar<String>> {
    match value {
        Value::Literal(Lit::Str(literal)) => Some(Scalar::literal(literal.value(), literal.to_token_stream())),
        Value::Path(path) => Some(constant(context, of, path, FieldType::Str)),
        _ => wrong(context, of, value, "a string"),
    }
}

/// The path of a file. A constant is not known while the macro runs, and the compiler reads the file then; nor is it asked
/// for a file whose path breaks the rule.
pub(crate) fn path(context: &mut Context, of: Of<'_>, value: &Value, rule: &TextRule) -> Option<Scalar<String>> {
    match value {
        Value::Literal(Lit::Str(literal)) => match (rule.check)(&literal.value()) {
            Ok(()) => Some(Scalar::literal(literal.value(), literal.to_token_stream())),
            Err(violation) => {
                context.violation(literal, &violation);
                None
            }
        },
        Value::Path(_) => {
            let headline = format!("`{}` takes the path itself, not a constant: the compiler reads the file", of.key);
            context.errors.push(value, headline, format!("write `{}`", of.example));
            None
        }
        _ => wrong(context, of, value, "a string"),
    }
}

/// A number, or a constant of the field's type.
pub(crate) fn number(context: &mut Context, of: Of<'_>, value: &Value, field: FieldType) -> Option<Scalar<u64>> {
    match value {
        Value::Literal(Lit::Int(literal)) => {
            Some(Scalar::literal(integer(context, of, literal)?, literal.to_token_stream()))
        }
        Value::Path(path) => Some(constant(context, of, path, field)),
        _ => wrong(context, of, value, "a whole number"),
    }
}

/// A number, a string with a unit, or a constant of type `u32`.
pub(crate) fn amount(context: &mut Context, of: Of<'_>, value: &Value, unit: Unit) -> Option<Scalar<u64>> {
    match value {
        Value::Literal(Lit::Int(literal)) => {
            Some(Scalar::literal(integer(context, of, literal)?, literal.to_token_stream()))
        }
        Value::Path(path) => Some(constant(context, of, path, FieldType::U32)),
        Value::Literal(Lit::Str(_)) => measure(context, of, value, unit.read),
        Value::Literal(Lit::Float(literal)) if literal.suffix().is_empty() => {
            let headline = format!("`{}` takes a whole number, or a string with a unit", of.key);
            context.errors.push(value, headline, format!("write `{} = \"{literal} {}\"`", of.key, unit.example));
            None
        }
        _ => wrong(context, of, value, "a whole number, or a string with a unit"),
    }
}

/// A string with a unit, or a constant of the number that it stands for.
pub(crate) fn measure_or_constant(
    context: &mut Context,
    of: Of<'_>,
    value: &Value,
    unit: impl Fn(&str) -> Result<u32, Violation>,
    field: FieldType,
) -> Option<Scalar<u64>> {
    match value {
        Value::Path(path) => Some(constant(context, of, path, field)),
        _ => measure(context, of, value, unit),
    }
}

/// A string with a unit.
fn measure(
    context: &mut Context,
    of: Of<'_>,
    value: &Value,
    unit: impl Fn(&str) -> Result<u32, Violation>,
) -> Option<Scalar<u64>> {
    let Value::Literal(Lit::Str(literal)) = value else {
        return wrong(context, of, value, "a string with a unit");
    };
    match unit(&literal.value()) {
        Ok(number) => Some(Scalar::literal(u64::from(number), literal.to_token_stream())),
        Err(violation) => {
            context.violation(literal, &violation);
            None
        }
    }
}

/// A constant of the user's.
fn constant<T>(context: &mut Context, of: Of<'_>, path: &ExprPath, field: FieldType) -> Scalar<T> {
    let name = context.bind(of.key, path, field);
    Scalar { value: Known::Constant(name), at: path.to_token_stream() }
}

/// A list, or a single element in its place.
pub(crate) fn list_or_one(value: &Value) -> &[Value] {
    match value {
        Value::List(list) => &list.values,
        _ => std::slice::from_ref(value),
    }
}

/// A list.
pub(crate) fn list<'a>(context: &mut Context, of: Of<'_>, value: &'a Value) -> Option<&'a [Value]> {
    match value {
        Value::List(list) => Some(&list.values),
        _ => wrong(context, of, value, "a list"),
    }
}

/// Tells that a value is of the wrong kind.
pub(crate) fn wrong<T>(context: &mut Context, of: Of<'_>, value: &Value, wanted: &str) -> Option<T> {
    let headline = format!("`{}` takes {wanted}, not {}", of.key, value.kind());
    context.errors.push(value, headline, format!("write `{}`", of.example));
    None
}

fn integer(context: &mut Context, of: Of<'_>, literal: &LitInt) -> Option<u64> {
    const SUFFIXES: [&str; 13] =
        ["", "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize"];
    if !SUFFIXES.contains(&literal.suffix()) {
        let headline = format!("`{literal}` is no number that Rust knows");
        context.errors.push(literal, headline, format!("write `{}`", of.example));
        return None;
    }
    let number = literal.base10_digits().parse().ok();
    if number.is_none() {
        too_large(context, of, literal);
    }
    number
}

fn too_large(context: &mut Context, of: Of<'_>, literal: &LitInt) {
    let headline = format!("{literal} is too large for `{}`", of.key);
    context.errors.push(literal, headline, format!("write `{}`", of.example));
}

/// A range with both ends in it.
pub(crate) fn range(context: &mut Context, of: Of<'_>, value: &Value) -> Option<(Scalar<u64>, Scalar<u64>)> {
    let Value::Range(range) = value else {
        return wrong(context, of, value, "a range");
    };
    if let RangeLimits::HalfOpen(dots) = range.limits {
        let help = format!("write `..=`, as `{}`", of.example);
        context.errors.push(dots, "whether the end of this range is in it, is easily misread", help);
        return None;
    }
    let start = number(context, of, &range.start, FieldType::U32);
    let end = number(context, of, &range.end, FieldType::U32);
    Some((start?, end?))
}
