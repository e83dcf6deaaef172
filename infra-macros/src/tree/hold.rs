//! What must hold between keys: left to const evaluation, which has the values of constants and literals alike.

use super::{Field, Fields, Node};
use crate::context::{Context, short_path};
use infra_core::language::{Block, Hold, Kind, Presence};
use proc_macro2::TokenStream;
use quote::{ToTokens as _, format_ident, quote};

/// A struct of the expansion, as an expression of type reference.
pub(crate) struct Subject<'a> {
    pub(crate) expression: TokenStream,
    /// Keys whose values break rules: told already.
    pub(crate) broken: &'a [&'static str],
}

impl Fields {
    /// Checks what stands in parentheses: each value on its own, and then what must hold between them.
    pub(super) fn check_nested(&self, context: &mut Context) {
        let before = context.errors.count();
        self.check(context);
        // What could not be read may have been what is missing, and one mistake is one message.
        if self.sound && context.errors.count() == before {
            let value = self.expand(self.block);
            let subject = Subject { expression: quote!((&#value)), broken: &[] };
            // Keys that are not given may be what is wrong: the word in front of the parentheses stands for them.
            holds_at(self.block, (self, self), &subject, Some(&self.at), context);
        }
    }

    /// What a message about these keys underlines: those that are given.
    fn place(&self, keys: &[&str]) -> Option<TokenStream> {
        let given: Vec<&Field> = self.given.iter().filter(|field| keys.contains(&field.key.name)).collect();
        if let Some(again) = again(&given) {
            return Some(again);
        }
        let first = keys.iter().find_map(|key| self.one(key))?;
        let positions: Vec<usize> = keys.iter().filter_map(|key| self.position(key)).collect();
        match (keys, positions.as_slice()) {
            // Two keys beside each other are underlined both.
            (&[_, _], &[left, right]) if left.abs_diff(right) == 1 && !given.iter().any(repeats) => {
                let (from, to) = (left.min(right), left.max(right));
                Some(self.given.get(from..=to)?.iter().flat_map(|field| field.at.clone()).collect())
            }
            _ => Some(first.at.clone()),
        }
    }

    /// Whether what is given can break what must hold.
    fn can_break(&self, hold: &Hold) -> bool {
        !hold.unless.iter().any(|key| self.one(key).is_some()) && self.has_all(hold.needs) && self.may_share(hold.keys)
    }

    /// Whether two keys may have a name in common: names are known here, and where all keys are given names, those that
    /// differ break nothing.
    fn may_share(&self, keys: &[&str]) -> bool {
        let mut names = Vec::new();
        for field in self.given.iter().filter(|field| keys.contains(&field.key.name)) {
            let Node::Pairs(pairs) = &field.node else { return true };
            names.extend(pairs.iter().map(|(word, _)| word.text()));
        }
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        keys.len() < 2 || count == 0 || names.len() < count
    }

    /// Whether all keys of one of these lists are given, here or in the parentheses of another key.
    pub(crate) fn has_all(&self, lists: &[&[&str]]) -> bool {
        let given = |keys: &&[&str]| {
            keys.iter().all(|key| {
                let wanted = keys.iter().filter(|other| *other == key).count();
                self.all(key).count() >= wanted || self.given.iter().any(|field| field.node.has(key))
            })
        };
        lists.is_empty() || lists.iter().any(given)
    }

    fn position(&self, key: &str) -> Option<usize> {
        self.given.iter().position(|field| field.key.name == key)
    }
}

impl Node {
    /// Whether a key stands in these parentheses.
    fn has(&self, key: &str) -> bool {
        match self {
            Self::Fields(fields) => fields.one(key).is_some() || fields.given.iter().any(|field| field.node.has(key)),
            _ => false,
        }
    }
}

/// Whether a key may be given several times: what stands in its parentheses is no value to be underlined with another.
fn repeats(field: &&Field) -> bool {
    field.key.presence == Presence::Repeated
}

/// The value that is given a second time, or the name that is.
fn again(given: &[&Field]) -> Option<TokenStream> {
    for (at, field) in given.iter().enumerate() {
        // What can be given once has no twin.
        if !repeats(field) && !matches!(field.node, Node::Pairs(_)) {
            continue;
        }
        let before = given.get(..at)?;
        let value = field.node.expand().to_string();
        let twin = |other: &&Field| other.key.name == field.key.name && other.node.expand().to_string() == value;
        if before.iter().any(twin) {
            return Some(field.at.clone());
        }
        let Node::Pairs(pairs) = &field.node else { continue };
        for (word, _) in pairs {
            let named = |other: &&Field| match &other.node {
                Node::Pairs(others) => others.iter().any(|(other, _)| other.text() == word.text()),
                _ => false,
            };
            if before.iter().any(named) {
                return Some(word.to_token_stream());
            }
        }
    }
    None
}

/// Claims what must hold between the keys of `own`; `subject` is the struct that they became, and `resolved` all keys of
/// which it was made.
pub(crate) fn holds(
    block: &'static Block,
    own: &Fields,
    resolved: &Fields,
    subject: &Subject<'_>,
    context: &mut Context,
) {
    holds_at(block, (own, resolved), subject, None, context);
}

/// As [`holds`]; what is between keys of which none is given is asked as well where there is `otherwise` to underline.
fn holds_at(
    block: &'static Block,
    (own, resolved): (&Fields, &Fields),
    subject: &Subject<'_>,
    otherwise: Option<&TokenStream>,
    context: &mut Context,
) {
    let expression = &subject.expression;
    let verdict = |hold: &Hold| {
        let rule = short_path(hold.path);
        quote!(#rule(#expression))
    };
    let sound = |hold: &&Hold| !hold.keys.iter().any(|key| subject.broken.contains(key));
    for hold in block.holds.iter().filter(sound).filter(|hold| resolved.can_break(hold)) {
        let given = own.place(hold.keys);
        match hold.warns {
            None => {
                let Some(at) = given.or_else(|| otherwise.cloned()) else { continue };
                context.hold(at, hold.claim, verdict(hold));
            }
            Some(note) => {
                let Some(at) = given else { continue };
                let note = note.split_whitespace().collect::<Vec<_>>().join(" ");
                // Beside an error about the same keys a warning is noise.
                let errors = block
                    .holds
                    .iter()
                    .filter(|other| other.warns.is_none() && shares_a_key(other, hold) && resolved.can_break(other));
                let sound: Vec<_> = errors.map(&verdict).collect();
                let broken = verdict(hold);
                context.warn_if(at, hold.claim, &note, quote!((#broken).is_err() #(&& (#sound).is_ok())*));
            }
        }
    }
    for key in block.keys {
        if let Kind::Flatten(inner) = key.kind {
            let field = format_ident!("{}", key.field);
            let inner_subject = Subject { expression: quote!((&#expression.#field)), broken: subject.broken };
            holds_at(inner, (own, resolved), &inner_subject, otherwise, context);
        }
    }
}

fn shares_a_key(left: &Hold, right: &Hold) -> bool {
    left.keys.iter().any(|key| right.keys.contains(key))
}
