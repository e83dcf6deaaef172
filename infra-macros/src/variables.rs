//! `env(..)`, `secret(..)`, `tags(..)`: names of the user's own, each with a text.

use crate::context::Context;
use crate::grammar::{Entry, Form, Given, Value, Word};
use crate::read::{Of, text};
use crate::scalar::Scalar;
use proc_macro2::TokenStream;
use quote::quote;

/// A name with its value.
#[derive(Clone)]
pub(crate) struct Variable {
    pub(crate) word: Word,
    pub(crate) value: Scalar<String>,
}

impl Variable {
    pub(crate) fn name(&self) -> String {
        self.word.text()
    }
}

/// Reads the entries of every place where the key stands; tells a name that is given twice.
pub(crate) fn read(context: &mut Context, of: Of, given: Vec<Given>) -> Vec<Variable> {
    let mut variables: Vec<Variable> = Vec::new();
    for given in given {
        let Form::Args(args) = given.form else { continue };
        for entry in args.entries {
            match entry {
                Entry::Named(word, value) => {
                    if variables.iter().any(|variable| variable.name() == word.text()) {
                        context.errors.push(&word, format!("`{}` is given twice", word.text()), "keep one of the two");
                    } else if let Some(value) = value_of(context, of, &value) {
                        variables.push(Variable { word, value });
                    }
                }
                Entry::Bare(value) => {
                    let headline = format!("`{}` takes names with values", of.key);
                    context.errors.push(value, headline, format!("write `{}`", of.example));
                }
            }
        }
    }
    variables
}

fn value_of(context: &mut Context, of: Of, value: &Value) -> Option<Scalar<String>> {
    match value {
        Value::Call(call) if of.key == "env" && call.name == "output" => {
            context.errors.push(
                &call.name,
                "this version has no `output(..)` in `env` yet",
                "write the value as a string, or as the path to a constant",
            );
            None
        }
        value => text(context, of, value),
    }
}

/// `base` with `stage` in its place, name by name; what `other` names is taken out.
pub(crate) fn merge(base: &[Variable], stage: &[Variable], other: &[Variable]) -> Vec<Variable> {
    let replaced = |name: &str| stage.iter().chain(other).any(|variable| variable.name() == name);
    base.iter().filter(|variable| !replaced(&variable.name())).chain(stage).cloned().collect()
}

/// `&[("NAME", "value")]`.
pub(crate) fn expand(variables: &[Variable]) -> TokenStream {
    let names = variables.iter().map(Variable::name);
    let values = variables.iter().map(|variable| &variable.value);
    quote!(&[#((#names, #values)),*])
}
