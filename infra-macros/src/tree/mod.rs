//! What an attribute says, as a tree of values: read by the tables of the language, held against their rules, overlaid by
//! stages, and expanded to the structs of infra-core. Nothing here knows a key by name.

mod choice;
mod expand;
mod fields;
mod hold;
mod overlay;
mod rules;
mod value;

use crate::grammar::Word;
use crate::scalar::Scalar;
use infra_core::language::{Block, Choice, Key, Variant};
use proc_macro2::{Ident, TokenStream};

pub(crate) use hold::{Subject, holds};

/// What stands between one pair of parentheses.
#[derive(Clone)]
pub(crate) struct Fields {
    pub(crate) block: &'static Block,
    pub(crate) given: Vec<Field>,
    /// All of it could be read.
    pub(crate) sound: bool,
    /// What a message about the whole underlines: the key or word in front of the parentheses.
    pub(crate) at: TokenStream,
}

/// One key with its value. A repeated key is there as often as it was given.
#[derive(Clone)]
pub(crate) struct Field {
    pub(crate) key: &'static Key,
    /// What a message about the field underlines: its value, or the key in front of parentheses.
    pub(crate) at: TokenStream,
    pub(crate) node: Node,
}

/// A value.
#[derive(Clone)]
pub(crate) enum Node {
    Text(Scalar<String>),
    /// The path of a file that is read when the program is built.
    File(Scalar<String>),
    Number(Scalar<u64>),
    Range(Box<Ends>),
    Truth(bool),
    Fields(Fields),
    Choice(Box<Chosen>),
    List(Vec<Self>),
    Pairs(Vec<(Word, Self)>),
    /// A constant of the expansion that holds what the path names.
    Bound(Ident),
}

/// Both ends of a range.
#[derive(Clone)]
pub(crate) struct Ends {
    pub(crate) min: Scalar<u64>,
    pub(crate) max: Scalar<u64>,
    pub(crate) at: TokenStream,
}

/// A value of a choice.
#[derive(Clone)]
pub(crate) struct Chosen {
    pub(crate) choice: &'static Choice,
    pub(crate) form: ChosenForm,
}

/// How a choice was made.
#[derive(Clone)]
pub(crate) enum ChosenForm {
    /// A word, with what stands in its parentheses.
    Word(&'static Variant, Option<Fields>),
    /// A literal, or a constant.
    Literal(&'static str, Node),
    /// What stands in the parentheses behind the key.
    Parentheses(&'static str, Fields),
}

impl Fields {
    /// The values of a key.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Field> {
        self.given.iter().filter(move |field| field.key.name == name)
    }

    /// The first value of a key.
    pub(crate) fn one(&self, name: &str) -> Option<&Field> {
        self.given.iter().find(|field| field.key.name == name)
    }
}
