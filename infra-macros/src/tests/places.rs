//! Every key and every word of the tables, each in an otherwise good attribute.

use super::sample::{HERE, arguments, at_bare, fill, is_written_with_name, joined, name_of, within};
use infra_core::declaration::ItemKind;
use infra_core::language::{Attribute, Block, Choice, Key, Kind, Mark, Presence, TextRule, Variant};

/// One key or word with its example.
pub(super) struct Place {
    /// The key or the word.
    pub(super) word: &'static str,
    pub(super) marks: &'static [Mark],
    pub(super) example: &'static str,
    /// The arguments of the attribute with the example in them.
    pub(super) text: String,
    /// The same without the key, where it may be left out.
    pub(super) without: Option<String>,
}

/// Where one value stands, or one name of the user's own.
pub(super) struct Slot {
    pub(super) key: &'static Key,
    pub(super) holds: Held,
    /// The arguments of the attribute, with `HERE` in the place of the value.
    pub(super) template: String,
}

/// What a slot holds.
#[derive(Clone, Copy)]
pub(super) enum Held {
    Value(&'static Kind),
    Name(TextRule),
}

/// What the tables of an attribute hold.
#[derive(Default)]
pub(super) struct Places {
    pub(super) words: Vec<Place>,
    pub(super) slots: Vec<Slot>,
}

/// All keys, words and values of an attribute.
pub(super) fn places(attribute: &'static Attribute) -> Places {
    let minimal = arguments(match attribute.kind {
        ItemKind::Cluster => "",
        ItemKind::Service | ItemKind::Task => "cluster = Shop, image = \"nginx:1.29\"",
    });
    let mut places = Places::default();
    for key in attribute.fixed {
        places.key(key, attribute.fixed, HERE, &minimal);
    }
    let table: Vec<&'static Key> = attribute.block.all_keys();
    for key in &table {
        places.key(key, attribute.block.keys, HERE, &minimal);
    }
    places
}

impl Places {
    fn block(&mut self, block: &'static Block, template: &str, minimal: &[String]) {
        for key in block.all_keys() {
            self.key(key, block.keys, template, minimal);
        }
    }

    /// A key in a block whose arguments stand at `HERE` in the template; `minimal` are arguments that are good.
    fn key(&mut self, key: &'static Key, table: &'static [Key], template: &str, minimal: &[String]) {
        let place = |arguments: &[String]| template.replace(HERE, &joined(arguments));
        let example = fill(key.example);
        let (all, value, inner, without) = if is_written_with_name(key) {
            let rest: Vec<String> = minimal.iter().filter(|entry| name_of(entry) != key.name).cloned().collect();
            let with = |entry: String| place(&[rest.clone(), vec![entry]].concat());
            let form = if is_called(key) { format!("{}({HERE})", key.name) } else { format!("{} = {HERE}", key.name) };
            let inner = with(format!("{}({HERE})", key.name));
            let without = (key.presence != Presence::Required).then(|| place(&rest));
            (with(example.clone()), with(form), inner, without)
        } else {
            let arguments = arguments(&within(&example));
            let mut others = arguments.clone();
            others[at_bare(key, table, &arguments)] = HERE.to_owned();
            (place(&arguments), place(&others), String::new(), None)
        };
        self.words.push(Place { word: key.name, marks: key.marks, example: key.example, text: all, without });
        self.value(key, &key.kind, &value, &inner);
    }

    /// A value of a key at `HERE` in `value`, or what stands in the key's parentheses at `HERE` in `inner`.
    fn value(&mut self, key: &'static Key, kind: &'static Kind, value: &str, inner: &str) {
        match kind {
            Kind::Block(block) => self.block(block, inner, &arguments(&within(&fill(key.example)))),
            Kind::Choice(choice) => self.choice(key, choice, value, inner),
            Kind::List(kind) => self.value(key, kind, &value.replace(HERE, &format!("[{HERE}]")), inner),
            Kind::Some(kind) => self.value(key, kind, value, inner),
            Kind::Pairs(rule, kind) => {
                let first = arguments(&within(&fill(key.example))).remove(0);
                let pair = format!("{} = {HERE}", name_of(&first));
                let (_, example) = first.split_once(" = ").unwrap();
                let template = inner.replace(HERE, &format!("{HERE} = {example}"));
                self.slots.push(Slot { key, holds: Held::Name(*rule), template });
                self.value(key, kind, &inner.replace(HERE, &pair), "");
            }
            _ => self.slots.push(Slot { key, holds: Held::Value(kind), template: value.to_owned() }),
        }
    }

    fn choice(&mut self, key: &'static Key, choice: &'static Choice, value: &str, inner: &str) {
        for variant in choice.variants {
            let example = form_of(key, variant);
            let text = value.replace(HERE, &example);
            self.words.push(Place {
                word: variant.word,
                marks: variant.marks,
                example: variant.example,
                text,
                without: None,
            });
            if let Some(block) = variant.block {
                let template = value.replace(HERE, &format!("{}({HERE})", variant.word));
                let minimal = if example == variant.word { Vec::new() } else { arguments(&within(&example)) };
                self.block(block, &template, &minimal);
            }
        }
        if let Some((_, kind)) = choice.literal {
            self.value(key, kind, value, "");
        }
        if let Some((_, block)) = choice.parentheses {
            self.block(block, inner, &[]);
        }
    }
}

/// Whether the value of a key stands in parentheses.
fn is_called(key: &Key) -> bool {
    key.is(Mark::call)
}

/// The example of a word without the key in front of it.
fn form_of(key: &Key, variant: &Variant) -> String {
    let example = fill(variant.example);
    let (name, word) = (key.name, variant.word);
    if let Some(value) = example.strip_prefix(&format!("{name} = ")) {
        return value.to_owned();
    }
    if example.starts_with(word) {
        return example;
    }
    let inside = within(&example);
    inside.split_once(" = ").map_or(inside.clone(), |(_, value)| value.to_owned())
}
