//! `stage(prod, KEY..)`: other keys for one stage.

use super::fields;
use crate::context::Context;
use crate::grammar::{Args, Entry, Form, Keys, Value, Word};
use crate::item::Declared;
use crate::stages::name_of;
use crate::tree::Fields;
use infra_core::language::Attribute;
use infra_core::rule;
use proc_macro2::TokenStream;

/// What no stage can override.
const FIXED: [&str; 4] = ["name", "cluster", "configure", "stage"];

/// One `stage(..)`, its keys not yet read.
pub(super) struct StageArgs {
    name: String,
    args: Args,
}

/// What an item is in one stage: the keys that differ.
pub(super) struct Stage {
    pub(super) name: String,
    pub(super) own: Fields,
    /// All keys that the item has there.
    pub(super) resolved: Fields,
}

impl StageArgs {
    pub(super) fn read(
        self,
        attribute: &'static Attribute,
        base: &Fields,
        declared: &Declared,
        context: &mut Context,
    ) -> Stage {
        let (word, table) = (attribute.kind.word(), attribute.block.all_keys());
        let mut keys = Keys::sort(word, &table, self.args, context);
        keys.no_bare(word, &table, context);
        let own = fields(attribute, keys, declared, context);
        let resolved = base.overlaid(&own);
        Stage { name: self.name, own, resolved }
    }
}

/// Takes every `stage(..)` of an attribute.
pub(super) fn take(keys: &mut Keys, context: &mut Context) -> Vec<StageArgs> {
    let mut stages: Vec<StageArgs> = Vec::new();
    for given in keys.all("stage") {
        let Form::Args(args) = given.form else { continue };
        let broken = args.broken;
        let mut entries = args.entries.into_iter();
        let Some((name, at)) = entries.next().as_ref().and_then(stage_name) else {
            let help = "write the stage's name first: `stage(prod, count = 4)`";
            if !broken {
                context.errors.push(&given.word, "this `stage(..)` names no stage", help);
            }
            continue;
        };
        if let Err(violation) = rule::name::stage(&name) {
            context.violation(&at, &violation);
            continue;
        }
        if stages.iter().any(|stage| stage.name == name) {
            context.errors.push(
                &at,
                format!("stage `{name}` is overridden twice"),
                "put all its keys into one `stage(..)`",
            );
            continue;
        }
        let (fixed, rest): (Vec<Entry>, Vec<Entry>) = entries.partition(|entry| fixed_key(entry).is_some());
        for entry in &fixed {
            let Some(word) = fixed_key(entry) else { continue };
            let headline = format!("`{}` cannot be overridden for a stage", word.text());
            context.errors.push(word, headline, "give it once for all stages, outside of `stage(..)`");
        }
        if rest.is_empty() && fixed.is_empty() && !broken {
            let help = format!("add the keys that differ in `{name}`, or take it out");
            context.errors.push(&at, format!("`stage({name})` overrides nothing"), help);
        }
        stages.push(StageArgs { name, args: Args { entries: rest, broken } });
    }
    stages
}

fn stage_name(entry: &Entry) -> Option<(String, TokenStream)> {
    match entry {
        Entry::Bare(value) => name_of(value),
        Entry::Named(..) => None,
    }
}

fn fixed_key(entry: &Entry) -> Option<Word> {
    let word = match entry {
        Entry::Named(word, _) => word.clone(),
        Entry::Bare(Value::Call(call)) => Word::Ident(call.name.clone()),
        Entry::Bare(_) => return None,
    };
    FIXED.contains(&word.text().as_str()).then_some(word)
}
