//! Attributes as Rust.

use std::collections::BTreeSet;

use infra_core::declaration::ItemKind;
use infra_core::language::{Attribute as Table, CLUSTER, Mark, SERVICE, TASK};

/// An attribute that is put together key by key.
#[derive(Debug)]
pub(super) struct Attribute {
    table: &'static Table,
    keys: Vec<String>,
    unsaid: Vec<String>,
}

impl Attribute {
    /// One without keys.
    pub(super) fn new(kind: ItemKind) -> Self {
        let table = match kind {
            ItemKind::Cluster => CLUSTER,
            ItemKind::Service => SERVICE,
            ItemKind::Task => TASK,
        };
        Self { table, keys: Vec::new(), unsaid: Vec::new() }
    }

    /// Adds a key as it is written, as `cpu = 256`; what this version does not deploy yet is told in a comment.
    pub(super) fn say(&mut self, key: &str, written: impl Into<String>) {
        let written = written.into();
        if self.deploys(key) {
            self.keys.push(written);
        } else {
            self.unsaid.push(format!("{written} (this version does not deploy it yet)"));
        }
    }

    /// The same, if there is anything to write.
    pub(super) fn say_some(&mut self, key: &str, written: Option<String>) {
        if let Some(written) = written {
            self.say(key, written);
        }
    }

    /// Tells what the language has no words for, or what is not known.
    pub(super) fn leave(&mut self, what: impl Into<String>) {
        self.unsaid.push(what.into());
    }

    /// Whether this version deploys a key.
    pub(super) fn deploys(&self, name: &str) -> bool {
        let fixed = self.table.fixed.iter().any(|key| key.name == name);
        let own = self.table.block.all_keys();
        fixed || name == "cluster" || own.iter().any(|key| key.name == name && !key.is(Mark::pending))
    }

    /// The attribute on a struct, under a doc comment.
    pub(super) fn print(&self, doc: &str, name: &str) -> String {
        let attribute = match self.table.kind {
            ItemKind::Cluster => "cluster",
            ItemKind::Service => "service",
            ItemKind::Task => "task",
        };
        let keys: String = self.keys.iter().map(|key| format!("    {key},\n")).collect();
        let unsaid: String =
            self.unsaid.iter().map(|what| format!("// not said: {}\n", what.replace('\n', " "))).collect();
        let keys = if keys.is_empty() { String::new() } else { format!("(\n{keys})") };
        format!("/// {doc}\n{unsaid}#[{attribute}{keys}]\nstruct {name};\n")
    }
}

/// A text as a literal.
pub(super) fn string(text: &str) -> String {
    format!("{text:?}")
}

/// Texts as a list of literals.
pub(super) fn strings<T: AsRef<str>>(texts: impl IntoIterator<Item = T>) -> String {
    let texts: Vec<String> = texts.into_iter().map(|text| string(text.as_ref())).collect();
    format!("[{}]", texts.join(", "))
}

/// A time, as `90s`.
pub(super) fn seconds(seconds: impl std::fmt::Display) -> String {
    format!("\"{seconds}s\"")
}

/// A name for a struct, of an item's name: one that no other has.
pub(super) fn identifier(item: &str, taken: &mut BTreeSet<String>) -> String {
    let words = item.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let mut name: String = words
        .map(|word| {
            let (first, rest) = word.split_at(1);
            first.to_uppercase() + rest
        })
        .collect();
    if !name.starts_with(|letter: char| letter.is_ascii_alphabetic()) || name == "Self" {
        name.insert_str(0, "Item");
    }
    let mut free = name.clone();
    let mut number = 2;
    while !taken.insert(free.clone()) {
        free = format!("{name}{number}");
        number += 1;
    }
    free
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn structs_have_names_of_their_own() {
        let mut taken = BTreeSet::new();
        for (item, name) in [
            ("order-sync", "OrderSync"),
            ("order_sync", "OrderSync2"),
            ("2nd", "Item2nd"),
            ("self", "ItemSelf"),
            ("-", "Item"),
        ] {
            assert_eq!(identifier(item, &mut taken), name, "{item}");
        }
    }

    #[test]
    fn what_is_not_deployed_yet_or_has_no_words_is_a_comment() {
        let mut attribute = Attribute::new(ItemKind::Service);
        attribute.say("cluster", "cluster = Shop");
        attribute.say("image", format!("image = {}", string("web:\"1\"")));
        attribute.leave("service registries");
        attribute.say("no_such_key", "no_such_key");
        let text = "/// Service web.\n// not said: service registries\n// not said: no_such_key (this version does not deploy \
                    it yet)\n#[service(\n    cluster = Shop,\n    image = \"web:\\\"1\\\"\",\n)]\nstruct Web;\n";
        assert_eq!(attribute.print("Service web.", "Web"), text);
    }
}
