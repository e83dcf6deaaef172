//! Reads what stands between parentheses by its block.

use super::{Field, Fields, Node};
use crate::context::Context;
use crate::grammar::{Args, Form, Given, Keys, Value, missing, written};
use crate::read::Of;
use infra_core::language::{Block, Key, Kind, Mark, Presence};
use infra_core::rule::repeat;
use proc_macro2::TokenStream;
use quote::ToTokens;

impl Fields {
    /// Reads the arguments of `owner`: a key, or a word of a choice.
    pub(crate) fn parse(
        owner: &str,
        block: &'static Block,
        args: Args,
        at: impl ToTokens,
        context: &mut Context,
    ) -> Self {
        let before = context.errors.count();
        let table = block.all_keys();
        let empty = args.entries.is_empty() && !args.broken;
        let mut keys = Keys::sort(owner, &table, args, context);
        let mut fields = Self { block, given: Vec::new(), sound: true, at: at.to_token_stream() };
        if empty && !table.iter().any(|key| key.presence == Presence::Required) {
            let help = table.first().map_or_else(String::new, |key| format!("write `{}`", written(owner, key)));
            context.errors.push(&at, format!("this `{owner}(..)` says nothing"), help);
        }
        if table.iter().any(|key| key.is_bare()) {
            fields.read_bare(owner, &table, &mut keys, context);
        } else {
            keys.no_bare(owner, &table, context);
        }
        for key in &table {
            let is_missing =
                key.presence == Presence::Required && !key.is_bare() && !matches!(key.kind, Kind::Flatten(_));
            if is_missing {
                let headline = format!("this `{owner}(..)` has no `{}`", key.name);
                let help = missing(owner, key.name).map_or_else(|| format!("add `{}`", key.example), str::to_owned);
                keys.missing(key.name, &at, headline, help, context);
            }
        }
        fields.sound = keys.is_sound();
        fields.read_rest(&mut keys, context);
        fields.sound &= context.errors.count() == before;
        fields
    }

    /// Reads the keys that are left.
    pub(crate) fn read_rest(&mut self, keys: &mut Keys, context: &mut Context) {
        for (key, given) in keys.rest() {
            self.read(key, given, context);
        }
    }

    fn read(&mut self, key: &'static Key, given: Given, context: &mut Context) {
        let at = match &given.form {
            Form::Value(value) => value.to_token_stream(),
            Form::Args(_) | Form::Flag => given.word.to_token_stream(),
        };
        let node = match given.form {
            Form::Flag => Some(Node::Truth(true)),
            Form::Value(value) => Node::value(Of::key(key), &key.kind, &value, context),
            Form::Args(args) => Node::args(key, args, &given.word, context),
        };
        let Some(node) = node else {
            self.sound = false;
            return;
        };
        // Pairs are one list, wherever they stand.
        if let Node::Pairs(more) = &node
            && let Some(Node::Pairs(pairs)) =
                self.given.iter_mut().find(|field| field.key.name == key.name).map(|field| &mut field.node)
        {
            for (word, value) in more {
                if pairs.iter().any(|(other, _)| other.text() == word.text()) {
                    context.errors.violation(word, &repeat::twice(&word.text()));
                } else {
                    pairs.push((word.clone(), value.clone()));
                }
            }
            return;
        }
        self.given.push(Field { key, at, node });
    }

    /// Gives the values without a key to the keys that stand without theirs.
    fn read_bare(&mut self, owner: &str, table: &[&'static Key], keys: &mut Keys, context: &mut Context) {
        let mut open: Vec<&'static Key> = table.iter().copied().filter(|key| key.is_bare()).collect();
        let mut lists: Vec<(&'static Key, Vec<Value>)> = Vec::new();
        for value in std::mem::take(&mut keys.bare) {
            let fitting = open.iter().position(|key| fits(&key.kind, &value));
            if fitting.is_none() && keys.lacks_key(table, &value, context) {
                continue;
            }
            let Some(at) = fitting.or(if open.is_empty() { None } else { Some(0) }) else {
                let repeat = format!("add another `{owner}(..)` for it, or take it out");
                context.errors.push(value, format!("one value too many in `{owner}(..)`"), repeat);
                continue;
            };
            let key = open[at];
            if key.is(Mark::bares) {
                match lists.iter_mut().find(|(other, _)| other.name == key.name) {
                    Some((_, values)) => values.push(value),
                    None => lists.push((key, vec![value])),
                }
                continue;
            }
            open.remove(at);
            let tokens = value.to_token_stream();
            match Node::value(Of::bare(owner, key), &key.kind, &value, context) {
                Some(node) => self.given.push(Field { key, at: tokens, node }),
                None => self.sound = false,
            }
        }
        for (key, values) in lists {
            open.retain(|other| other.name != key.name);
            let tokens: TokenStream = values.iter().map(ToTokens::to_token_stream).collect();
            let Kind::Some(element) = &key.kind else { continue };
            let nodes = values
                .iter()
                .flat_map(crate::read::list_or_one)
                .filter_map(|value| Node::value(Of::bare(owner, key), element, value, context))
                .collect();
            self.given.push(Field { key, at: tokens, node: Node::List(nodes) });
        }
        for key in open {
            if key.presence == Presence::Required && !keys.may_have_bare() {
                let what = match key.kind {
                    Kind::Range(_) => "range".to_owned(),
                    _ => key.name.replace('_', " "),
                };
                let headline = format!("this `{owner}(..)` has no {what}");
                context.errors.push(&self.at, headline, format!("write `{}`", written(owner, key)));
                self.sound = false;
            }
        }
    }

    /// What a word alone stands for: nothing is given.
    pub(crate) fn empty(block: &'static Block, at: TokenStream) -> Self {
        Self { block, given: Vec::new(), sound: true, at }
    }
}

/// Whether a value has the form that a kind takes.
fn fits(kind: &Kind, value: &Value) -> bool {
    match (kind, value) {
        (Kind::Range(_), Value::Range(_)) => true,
        (Kind::Range(_), _) | (_, Value::Range(_)) => false,
        (Kind::Choice(choice), value) => {
            let word = match value {
                Value::Call(call) => Some(call.name.to_string()),
                value => value.word(),
            };
            let known = word.is_some_and(|word| choice.variants.iter().any(|variant| variant.word == word));
            known || choice.literal.is_some() && matches!(value, Value::Literal(_) | Value::Path(_))
        }
        (_, Value::Call(_)) => false,
        _ => true,
    }
}

impl<'a> Of<'a> {
    /// A key with its own name.
    pub(crate) const fn key(key: &Key) -> Self {
        Self { key: key.name, example: key.example }
    }

    /// A value without its key: messages name the word in front of the parentheses.
    const fn bare(owner: &'a str, key: &Key) -> Self {
        Self { key: owner, example: key.example }
    }
}
