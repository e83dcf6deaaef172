//! `stage(prod, KEY..)`: other keys for one stage.

use crate::context::Context;
use crate::grammar::{Args, Entry, Form, Key, Keys, Shape, Value, Word};
use infra_core::declaration::ItemKind;
use infra_core::rule;
use proc_macro2::{Span, TokenStream};
use quote::ToTokens as _;
use syn::Lit;

/// The key in all three attributes.
pub(crate) const KEYS: &[Key] = &[Key::new(
    "stage",
    Shape::Args,
    "stage(prod, count = 4)",
    "overrides keys for one stage, whole; `env`, `secret` and `tags` are merged by name",
)
.repeatable()];

/// What no stage can override.
const FIXED: [&str; 3] = ["name", "cluster", "stage"];

/// One `stage(..)`, its keys not yet read.
pub(crate) struct StageArgs {
    pub(crate) name: String,
    pub(crate) args: Args,
}

/// What an item is in one stage: `K` are the keys that differ.
#[derive(Clone)]
pub(crate) struct Stage<K> {
    pub(crate) name: String,
    pub(crate) keys: K,
}

/// Reads an attribute: what no stage overrides, the base, and each stage's own keys. `all` are the keys of the attribute,
/// `own` those of its `stage(..)`.
pub(crate) fn read<Fixed, Variant>(
    kind: ItemKind,
    (all, own): (&[&'static [Key]], &[&'static [Key]]),
    attribute: TokenStream,
    context: &mut Context,
    fixed: impl FnOnce(&mut Keys, &mut Context) -> Fixed,
    variant: impl Fn(&mut Keys, &mut Context) -> Variant,
) -> (Fixed, Variant, Vec<Stage<Variant>>) {
    let sort = |tables: &[&'static [Key]], args: Args, context: &mut Context| {
        let mut keys = Keys::sort(kind.word(), tables, args, &mut context.errors);
        keys.no_bare(kind.word(), tables, &mut context.errors);
        keys
    };
    let attribute = if is_name_value() { TokenStream::new() } else { attribute };
    let args = Args::parse(attribute, &mut context.errors);
    let mut keys = sort(all, args, context);
    let fixed = fixed(&mut keys, context);
    let stages = take(&mut keys, context);
    let base = variant(&mut keys, context);
    let stages = stages
        .into_iter()
        .map(|stage| {
            let mut keys = sort(own, stage.args, context);
            Stage { name: stage.name, keys: variant(&mut keys, context) }
        })
        .collect();
    (fixed, base, stages)
}

/// Whether the attribute is written `#[name = value]`: the compiler says itself that it may not be, and expands it.
fn is_name_value() -> bool {
    let Some(text) = Span::call_site().source_text() else { return false };
    let name = text.trim_start_matches(['#', '[']);
    name.find(['=', '(', '[', '{']).is_some_and(|at| name[at..].starts_with('='))
}

/// Takes every `stage(..)` of an attribute.
fn take(keys: &mut Keys, context: &mut Context) -> Vec<StageArgs> {
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
            context.errors.violation(&at, &violation);
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

/// The name at the start of `stage(..)`, or in a list of `app!`: an identifier or a string.
pub(crate) fn name_of(value: &Value) -> Option<(String, TokenStream)> {
    let name = match value {
        Value::Literal(Lit::Str(literal)) => literal.value(),
        value => value.word()?,
    };
    Some((name, value.to_token_stream()))
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
