//! Holds each value against the rule of its kind: at once where it is a literal, in const evaluation where it is a
//! constant.

use super::{Chosen, ChosenForm, Ends, Field, Fields, Node};
use crate::context::{Context, short_path};
use crate::scalar::{Known, Scalar};
use infra_core::language::{Kind, NumberRule, RangeRule, TextRule, Width};
use proc_macro2::TokenStream;
use quote::quote;

impl Fields {
    /// Holds what is given here, each value on its own. The keys whose values break rules.
    pub(crate) fn check(&self, context: &mut Context) -> Vec<&'static str> {
        let mut broken = Vec::new();
        for field in &self.given {
            let before = context.errors.count();
            field.node.check(&field.key.kind, field, context);
            if context.errors.count() > before {
                broken.push(field.key.name);
            }
        }
        broken
    }

    /// Whether every number fits its field.
    pub(crate) fn fits(&self) -> bool {
        self.given.iter().all(|field| field.node.fits(&field.key.kind))
    }
}

impl Node {
    fn fits(&self, kind: &'static Kind) -> bool {
        match (self, kind) {
            (Self::Number(number), Kind::Number(width, _) | Kind::Measure(_, width, _)) => {
                number.known().is_none_or(|number| *number <= width.most())
            }
            (Self::Number(number), Kind::Amount(..)) => {
                number.known().is_none_or(|number| *number <= Width::U32.most())
            }
            (Self::Range(ends), _) => {
                [&ends.min, &ends.max].into_iter().all(|end| end.known().is_none_or(|end| *end <= Width::U32.most()))
            }
            (Self::List(nodes), Kind::List(element) | Kind::Some(element)) => {
                nodes.iter().all(|node| node.fits(element))
            }
            (Self::Pairs(pairs), Kind::Pairs(_, value)) => pairs.iter().all(|(_, node)| node.fits(value)),
            (Self::Fields(fields), _) => fields.fits(),
            (Self::Choice(chosen), _) => match &chosen.form {
                ChosenForm::Word(_, Some(fields)) | ChosenForm::Parentheses(_, fields) => fields.fits(),
                ChosenForm::Word(_, None) => true,
                ChosenForm::Literal(_, node) => chosen.choice.literal.is_none_or(|(_, kind)| node.fits(kind)),
            },
            _ => true,
        }
    }

    fn check(&self, kind: &'static Kind, field: &Field, context: &mut Context) {
        match (self, kind) {
            (Self::Text(text), Kind::Text(Some(rule))) => check_text(text, rule, field, context),
            (Self::Number(number), Kind::Number(width, rule) | Kind::Measure(_, width, rule)) => {
                check_number(number, *width, rule.as_ref(), field, context);
            }
            (Self::Number(number), Kind::Amount(_, rule)) => {
                check_number(number, Width::U32, rule.as_ref(), field, context);
            }
            (Self::Range(ends), Kind::Range(rule)) => check_range(ends, rule, field, context),
            (Self::List(nodes), Kind::List(element) | Kind::Some(element)) => {
                for node in nodes {
                    node.check(element, field, context);
                }
            }
            (Self::Pairs(pairs), Kind::Pairs(rule, value)) => {
                for (word, node) in pairs {
                    if let Err(violation) = (rule.check)(&word.text()) {
                        context.violation(word, &violation);
                    }
                    node.check(value, field, context);
                }
            }
            (Self::Fields(fields), Kind::Block(_)) => fields.check_nested(context),
            (Self::Choice(chosen), Kind::Choice(_)) => chosen.check(field, context),
            _ => {}
        }
    }
}

impl Chosen {
    fn check(&self, field: &Field, context: &mut Context) {
        match &self.form {
            ChosenForm::Word(_, Some(fields)) | ChosenForm::Parentheses(_, fields) => fields.check_nested(context),
            ChosenForm::Word(_, None) => {}
            ChosenForm::Literal(_, node) => {
                if let Some((_, kind)) = self.choice.literal {
                    node.check(kind, field, context);
                }
            }
        }
    }
}

fn check_text(text: &Scalar<String>, rule: &TextRule, field: &Field, context: &mut Context) {
    match &text.value {
        Known::Literal(value) => match (rule.check)(value) {
            Err(violation) => context.violation(&text.at, &violation),
            Ok(()) => {
                if let Some(violation) = rule.warning.and_then(|warning| warning(value)) {
                    context.warn(&text.at, &field.key.name.to_uppercase(), &violation);
                }
            }
        },
        Known::Constant(name) => claim(text.at.clone(), rule.path, quote!(#name), field, context),
    }
}

fn check_number(number: &Scalar<u64>, width: Width, rule: Option<&NumberRule>, field: &Field, context: &mut Context) {
    if let (Known::Literal(value), Some(rule)) = (&number.value, rule)
        && let Err(violation) = (rule.check)(*value)
    {
        context.violation(&number.at, &violation);
        return;
    }
    match (&number.value, rule) {
        (Known::Literal(value), _) if *value > width.most() => {
            let headline = format!("{value} is too large for `{}`", field.key.name);
            context.errors.push(&number.at, headline, format!("write `{}`", field.key.example));
        }
        (Known::Constant(name), Some(rule)) => {
            claim(number.at.clone(), rule.path, quote!(#name as ::core::primitive::u64), field, context);
        }
        (Known::Literal(_), _) | (Known::Constant(_), None) => {}
    }
}

fn check_range(ends: &Ends, rule: &RangeRule, field: &Field, context: &mut Context) {
    if let (Some(&min), Some(&max)) = (ends.min.known(), ends.max.known()) {
        if let Err(violation) = (rule.check)(min, max) {
            context.violation(&ends.at, &violation);
        }
    } else {
        let (min, max) = (&ends.min, &ends.max);
        let wide = quote!(::core::primitive::u64);
        claim(ends.at.clone(), rule.path, quote!(#min as #wide, #max as #wide), field, context);
    }
}

/// Leaves a rule to const evaluation.
fn claim(at: TokenStream, path: &str, arguments: TokenStream, field: &Field, context: &mut Context) {
    let rule = short_path(path);
    let name = format!("{}_IS_ALLOWED", field.key.name.to_uppercase());
    context.hold(at, &name, quote!(#rule(#arguments)));
}
