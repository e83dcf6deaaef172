//! One declaration, as it is in each stage.

use super::Configure;

/// Where an item was declared, for messages that point into the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Source {
    /// The file, as `file!()` tells it.
    pub file: &'static str,
    /// The line of the item's name, from 1.
    pub line: u32,
}

/// Who an item is. Stages cannot change it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Identity {
    /// The Rust name of the struct, as `OrderSync`.
    pub item: &'static str,
    /// The name in AWS, without app and stage: the item's in kebab case (`order-sync`), or what `name = ".."` says.
    pub name: &'static str,
    /// The struct's doc comment, one line a paragraph; empty without one.
    pub description: &'static str,
    /// Where it was declared.
    pub source: Source,
}

/// A declaration with its overrides: `S` is what the item is in one stage.
///
/// Two are equal when they are the declaration of the same item.
#[derive(Debug)]
pub struct Declaration<S: 'static> {
    /// Who the item is.
    pub identity: Identity,
    /// What it is where no override speaks.
    pub base: S,
    /// What it is in the stages named by `stage(name, ..)`: whole, the base's keys included.
    pub stages: &'static [StageSpec<S>],
    /// What changes it when the program runs.
    pub configure: Option<Configure<S>>,
}

impl<S> PartialEq for Declaration<S> {
    fn eq(&self, other: &Self) -> bool {
        self.identity == other.identity
    }
}

impl<S> Eq for Declaration<S> {}

/// As the item.
#[cfg(feature = "serde")]
impl<S> serde::Serialize for Declaration<S> {
    fn serialize<T: serde::Serializer>(&self, serializer: T) -> Result<T::Ok, T::Error> {
        serializer.serialize_str(self.identity.item)
    }
}

/// What an item is in one stage that `stage(name, ..)` names.
#[derive(Debug)]
pub struct StageSpec<S: 'static> {
    /// The stage.
    pub stage: &'static str,
    /// The base with this stage's keys in their place.
    pub spec: S,
}

impl<S: Copy> Declaration<S> {
    /// The declaration as it is in `stage`, without overrides.
    #[must_use]
    pub const fn settled(&self, stage: &str) -> Self {
        Self { identity: self.identity, base: *self.resolve(stage), stages: &[], configure: None }
    }
}

impl<S> Declaration<S> {
    /// What the item is in `stage`.
    #[must_use]
    pub const fn resolve(&self, stage: &str) -> &S {
        let mut at = 0;
        while at < self.stages.len() {
            if crate::string::same(self.stages[at].stage, stage) {
                return &self.stages[at].spec;
            }
            at += 1;
        }
        &self.base
    }

    /// Whether `stage(stage, ..)` stands in the attribute.
    #[must_use]
    pub const fn overrides(&self, stage: &str) -> bool {
        let mut at = 0;
        while at < self.stages.len() {
            if crate::string::same(self.stages[at].stage, stage) {
                return true;
            }
            at += 1;
        }
        false
    }
}
