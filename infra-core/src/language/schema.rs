//! What the tables of the language are made of.

use crate::Violation;
use crate::declaration::ItemKind;

/// One attribute, as `#[service(..)]`.
#[derive(Debug)]
pub struct Attribute {
    /// What it declares.
    pub kind: ItemKind,
    /// What it is for: one paragraph of Markdown.
    pub doc: &'static str,
    /// Keys that are no field of the item's struct.
    pub fixed: &'static [Key],
    /// The module in this crate that has a documented constant for every key, those of the struct included.
    pub keys_path: &'static str,
    /// The item's struct.
    pub block: &'static Block,
    /// What is held against the cluster, in every stage.
    pub placed: &'static [Placed],
}

/// A check of a service or task against its cluster: a `const fn` over [`check::Placed`](crate::check::Placed).
#[derive(Clone, Copy, Debug)]
pub struct Placed {
    /// What it claims; the compiler quotes it.
    pub claim: &'static str,
    /// The name of the function in [`check`](crate::check).
    pub check: &'static str,
    /// The keys that it looks at; the caret goes under those that are given.
    pub keys: &'static [&'static str],
    /// It is asked even where none of the keys is given: the caret goes under the cluster then.
    pub always: bool,
    /// It is asked for each of the keys that is given on its own, with the caret under that one.
    pub each: bool,
    /// Keys that matter only beside others; what stands here is as in [`Hold::needs`].
    pub needs: &'static [(&'static str, &'static [&'static [&'static str]])],
}

/// The keys between one pair of parentheses, and the struct that holds them.
#[derive(Debug)]
pub struct Block {
    /// The struct's name.
    pub type_name: &'static str,
    /// What the struct stands for.
    pub doc: &'static str,
    /// The module in this crate that has a documented constant for every key, for editors.
    pub keys_path: &'static str,
    /// The keys.
    pub keys: &'static [Key],
    /// Keys of which the later takes the place of the earlier: a stage's `count` that of a `scale`.
    pub excludes: &'static [&'static [&'static str]],
    /// What must hold between the keys.
    pub holds: &'static [Hold],
}

/// One key. The tables are the only place that lists keys: the macros read by them, and the reference is made of them.
#[derive(Debug)]
pub struct Key {
    /// The key.
    pub name: &'static str,
    /// The field of the struct.
    pub field: &'static str,
    /// What it is given.
    pub kind: Kind,
    /// Whether it must be given, and what holds without it.
    pub presence: Presence,
    /// What holds without it, in words; empty where nothing does.
    pub default: &'static str,
    /// How it is written, and how far it is honoured.
    pub marks: &'static [Mark],
    /// An example of it.
    pub example: &'static str,
    /// Meaning, unit, range, and the AWS field behind it: Markdown.
    pub doc: &'static str,
}

/// Whether a key must be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// It must.
    Required,
    /// The field is an `Option`.
    Optional,
    /// The field has a default.
    Default,
    /// It may be given several times; the field is a list of all.
    Repeated,
}

/// How a key is written, and how far it is honoured.
#[expect(non_camel_case_types, reason = "the tables name them as the language names its words")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// The value stands without its key, in this order among the values that do.
    bare,
    /// All values without a key belong to it.
    bares,
    /// A single value is written `key(value)`.
    call,
    /// Parentheses with one value in them may be written `key = value`.
    short,
    /// What a stage gives is added to what stands outside of it.
    adds,
    /// No target deploys it yet: refused where a target expands the declaration.
    pending,
    /// Only this machine runs it yet: refused by a deploy to AWS.
    local,
}

/// What a key is given.
#[derive(Debug)]
pub enum Kind {
    /// A string.
    Text(Option<TextRule>),
    /// The path of a file, which becomes part of the program.
    File(TextRule),
    /// A whole number.
    Number(Width, Option<NumberRule>),
    /// A string with a unit; constants are numbers.
    Measure(Unit, Width, Option<NumberRule>),
    /// A whole number, or a string with a unit.
    Amount(Unit, Option<NumberRule>),
    /// `2..=10`.
    Range(RangeRule),
    /// Nothing: the key alone.
    Flag,
    /// One of a few words, some with arguments.
    Choice(&'static Choice),
    /// Keys of its own.
    Block(&'static Block),
    /// `[a, b]`.
    List(&'static Kind),
    /// One or several: `a` or `[a, b]`.
    Some(&'static Kind),
    /// Names of the user's own with values: `(A = "a", "b:c" = "d")`.
    Pairs(TextRule, &'static Kind),
    /// The keys of a block in the place of this one, the block's struct as the field.
    Flatten(&'static Block),
    /// `true` or `false`.
    Truth,
    /// The path to an item of this kind.
    Item(ItemKind),
    /// The path to the cluster.
    Cluster,
    /// The name of a stage, with keys: `stage(..)`.
    Stage,
    /// The path to a function.
    Function,
    /// The path to a function that the program calls: the struct of `declaration` that holds it, as `Smoke`. The trait
    /// `SmokeWith` beside it has the method `call`, which takes the function's one argument.
    Call(&'static str),
}

/// One of a few words, or a literal.
#[derive(Debug)]
pub struct Choice {
    /// The enum's name.
    pub type_name: &'static str,
    /// The module in this crate that has a documented constant for every word, for editors.
    pub words_path: &'static str,
    /// The words.
    pub variants: &'static [Variant],
    /// The variant of a value that is no word.
    pub literal: Option<(&'static str, &'static Kind)>,
    /// The variant, and its keys, of a key that is written `key(..)` and not `key = ..`.
    pub parentheses: Option<(&'static str, &'static Block)>,
}

/// One word of a choice.
#[derive(Debug)]
pub struct Variant {
    /// The word.
    pub word: &'static str,
    /// The enum's variant.
    pub name: &'static str,
    /// Its keys, if it takes any.
    pub block: Option<&'static Block>,
    /// How it is written, and how far it is honoured.
    pub marks: &'static [Mark],
    /// An example of it.
    pub example: &'static str,
    /// What it means.
    pub doc: &'static str,
}

/// The width of a field that holds a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// `u8`.
    U8,
    /// `u16`.
    U16,
    /// `u32`.
    U32,
}

/// How a string becomes a number.
#[derive(Clone, Copy, Debug)]
pub struct Unit {
    /// What stands behind a plain number to make it one: `GB`.
    pub example: &'static str,
    /// Reads it.
    pub read: fn(&str) -> Result<u32, Violation>,
}

/// A rule about a string.
#[derive(Clone, Copy, Debug)]
pub struct TextRule {
    /// Its path in this crate.
    pub path: &'static str,
    /// The rule.
    pub check: fn(&str) -> Result<(), Violation>,
    /// What is not wrong, but worth a warning.
    pub warning: Option<fn(&str) -> Option<Violation>>,
}

/// A rule about a number.
#[derive(Clone, Copy, Debug)]
pub struct NumberRule {
    /// Its path in this crate.
    pub path: &'static str,
    /// The rule.
    pub check: fn(u64) -> Result<(), Violation>,
}

/// A rule about both ends of a range.
#[derive(Clone, Copy, Debug)]
pub struct RangeRule {
    /// Its path in this crate.
    pub path: &'static str,
    /// The rule.
    pub check: fn(u64, u64) -> Result<(), Violation>,
}

/// What must hold between keys: a `const fn` over the struct, left to const evaluation.
#[derive(Clone, Copy, Debug)]
pub struct Hold {
    /// What it claims; the compiler quotes it.
    pub claim: &'static str,
    /// The path of the function in this crate.
    pub path: &'static str,
    /// The keys between which it holds. It is asked where one of them is given; the caret goes under those.
    pub keys: &'static [&'static str],
    /// It can only be broken where all keys of one of these lists are given, here, in the parentheses of another key, or
    /// by what a stage leaves as it is; a key that stands in a list twice must be given twice. Empty where nothing is
    /// needed.
    pub needs: &'static [&'static [&'static str]],
    /// It cannot be broken where one of these is given.
    pub unless: &'static [&'static str],
    /// A broken one is a warning.
    pub warns: Option<&'static str>,
}

impl Key {
    /// Whether a mark stands at the key.
    #[must_use]
    pub fn is(&self, mark: Mark) -> bool {
        self.marks.contains(&mark)
    }

    /// Whether it is a value without its key.
    #[must_use]
    pub fn is_bare(&self) -> bool {
        self.is(Mark::bare) || self.is(Mark::bares)
    }
}

impl Block {
    /// Every key, those of flattened blocks in their place.
    #[must_use]
    pub fn all_keys(&'static self) -> Vec<&'static Key> {
        let mut keys = Vec::new();
        for key in self.keys {
            match key.kind {
                Kind::Flatten(block) => keys.extend(block.all_keys()),
                _ => keys.push(key),
            }
        }
        keys
    }
}

impl Width {
    /// The largest number.
    #[must_use]
    pub const fn most(self) -> u64 {
        match self {
            Self::U8 => u8::MAX as u64,
            Self::U16 => u16::MAX as u64,
            Self::U32 => u32::MAX as u64,
        }
    }
}
