//! What to say when there is no such instance type, or when it is too small.

use super::{InstanceType, RULE, Text, Violation, cpu_limit, family, memory_limit, size_order};
use crate::catalogue::TYPES;
use crate::rule::letters::{about, distance, quote, split};
use crate::string::{same, starts_with};

/// No family of this name: the nearest one, preferably one that has the size.
pub(super) const fn unknown_family(asked: &str, size: &str) -> Violation {
    let (mut best, mut found) = (usize::MAX, "");
    let mut at = 0;
    while at < TYPES.len() {
        let name = TYPES[at].family();
        let mut has_size = false;
        while at < TYPES.len() && same(TYPES[at].family(), name) {
            has_size |= same(TYPES[at].size(), size);
            at += 1;
        }
        let away = distance(asked, name);
        let rank = away * 2 + if has_size { 0 } else { 1 };
        if away <= 2 && away < asked.len() && rank < best {
            best = rank;
            found = name;
        }
    }
    let help = if found.is_empty() {
        Text::from("write a family that AWS has, as `c5n`")
    } else {
        Text::from("did you mean ").quote(found).push("?")
    };
    Violation::new(RULE, about("AWS has no instance family ", asked), help)
}

/// The family has no such size: which ones it has.
pub(super) const fn unknown_size(asked: &str, size: &str) -> Violation {
    let headline = quote(quote(Text::new(), asked).push(" has no size "), size);
    Violation::new(RULE, headline, sizes_of(asked))
}

/// The violation of the grammar, with the sizes of the family where only the size is wrong.
pub(super) const fn with_sizes(name: &str, violation: Violation) -> Violation {
    match split(name, b'.') {
        Some((asked, _)) if !family(asked).is_empty() => {
            let help = if starts_with(violation.help.as_str(), "did you mean") {
                violation.help.push(" ").append(&sizes_of(asked))
            } else {
                sizes_of(asked)
            };
            Violation::new(violation.rule, violation.headline, help)
        }
        _ => violation,
    }
}

/// "`c5n` has large, xlarge, .. and metal", ascending.
const fn sizes_of(name: &str) -> Text {
    let types = family(name);
    let mut text = quote(Text::new(), name).push(" has ");
    let (mut last, mut count) = (None, 0);
    while count < types.len() {
        let Some(next) = next_size(types, last) else { break };
        if count > 0 {
            text = text.push(if count + 1 == types.len() { " and " } else { ", " });
        }
        text = text.push(next);
        last = size_order(next);
        count += 1;
    }
    text
}

/// The smallest size of `types` that is above `before`.
const fn next_size(types: &'static [InstanceType], before: Option<u32>) -> Option<&'static str> {
    let (mut least, mut found) = (u32::MAX, None);
    let mut at = 0;
    while at < types.len() {
        let size = types[at].size();
        if let Some(order) = size_order(size) {
            let above = match before {
                Some(before) => order > before,
                None => true,
            };
            if above && (order < least || found.is_none()) {
                least = order;
                found = Some(size);
            }
        }
        at += 1;
    }
    found
}

/// The way out when a task does not fit: the smallest size of the family that takes it, or less of `key`.
pub(super) const fn larger(instance: &InstanceType, cpu: u32, memory: u32, key: &'static str) -> Text {
    let text = Text::from("lower `").push(key).push("`, or choose ");
    let Some((name, _)) = split(instance.name, b'.') else { return text.push("a larger type") };
    let types = family(name);
    let (mut least, mut found) = (u32::MAX, "");
    let mut at = 0;
    while at < types.len() {
        if let (Some(cpus), Some(mib), Some(order)) =
            (cpu_limit(&types[at]), memory_limit(&types[at]), size_order(types[at].size()))
            && cpus >= cpu
            && mib >= memory
            && order <= least
        {
            least = order;
            found = types[at].name;
        }
        at += 1;
    }
    if found.is_empty() { text.push("another family: no size of this one is large enough") } else { text.quote(found) }
}
