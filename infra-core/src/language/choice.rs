//! Enums whose variants are words of the language.

/// Declares an enum and, from the same rows, its words.
///
/// A row is `word => Variant(Block) [marks] "example";` or, without keys, `word => Variant [marks] "example";`, under its
/// doc comment. Where a value that is no word may stand as well, the first row is `@literal Variant: kind(rule) "doc";`; where
/// the key can be written `key(..)`, it is `@parentheses Variant(Block);`.
macro_rules! choice {
    (
        $(#[doc = $enum_doc:literal])*
        pub enum $type:ident words $words:ident {
            $(@literal $literal:ident: $literal_kind:ident $literal_args:tt $literal_doc:literal;)?
            $(@parentheses $parentheses:ident($parentheses_block:ty);)?
            $(
                $(#[doc = $doc:literal])*
                $word:ident => $variant:ident $(($block:ty))? [$($mark:ident)*] $example:literal;
            )*
        }
    ) => {
        $(#[doc = $enum_doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "snake_case"))]
        pub enum $type {
            $(#[doc = $literal_doc] $literal($crate::language::kind_type!($literal_kind $literal_args)),)?
            $(
                /// What the parentheses behind the key say.
                $parentheses($parentheses_block),
            )?
            $(
                $(#[doc = $doc])*
                $variant $(($block))?,
            )*
        }

        $crate::language::word_constants!($words {
            $($(#[doc = $doc])* $word [$($mark)*] $example;)*
        });

        impl $type {
            /// The words.
            pub const CHOICE: &'static $crate::language::Choice = &$crate::language::Choice {
                type_name: stringify!($type),
                words_path: concat!("declaration::", stringify!($words)),
                variants: &[$(
                    $crate::language::Variant {
                        word: stringify!($word),
                        name: stringify!($variant),
                        block: $crate::language::payload!($($block)?),
                        marks: &[$($crate::language::Mark::$mark),*],
                        example: $example,
                        doc: concat!($($doc, "\n"),*),
                    },
                )*],
                literal: $crate::language::literal!($($literal $literal_kind $literal_args)?),
                parentheses: $crate::language::parentheses!($($parentheses $parentheses_block)?),
            };

            /// As a declaration writes it, without what stands in its parentheses.
            #[must_use]
            pub const fn word(&self) -> &'static str {
                match self {
                    $(Self::$literal(_) => stringify!($literal),)?
                    $(Self::$parentheses(_) => stringify!($parentheses),)?
                    $(Self::$variant $({ 0: $crate::language::ignored!($block) })? => stringify!($word),)*
                }
            }

            #[cfg(feature = "run")]
            /// Holds what the word was given against its rules.
            #[allow(unused_variables, reason = "not every word is given something")]
            pub(crate) fn walk(&self, findings: &mut $crate::check::Findings) {
                match self {
                    $(Self::$literal(value) => {
                        $crate::language::walk!(findings value $literal_kind $literal_args);
                    })?
                    $(Self::$parentheses(value) => value.walk(findings),)?
                    $(
                        #[allow(irrefutable_let_patterns, reason = "an enum may have one word")]
                        value @ Self::$variant $({ 0: $crate::language::ignored!($block) })? => {
                            $crate::language::pending_word!(findings $word [$($mark)*]);
                            $(
                                let _: Option<$block> = None;
                                if let Self::$variant(value) = value { value.walk(findings); }
                            )?
                        }
                    )*
                }
            }
        }
    };
}
pub(crate) use choice;

macro_rules! payload {
    () => {
        None
    };
    ($block:ty) => {
        Some(<$block>::BLOCK)
    };
}
pub(crate) use payload;

macro_rules! ignored {
    ($block:ty) => {
        _
    };
}
pub(crate) use ignored;

macro_rules! literal {
    () => { None };
    ($literal:ident $kind:ident $args:tt) => { Some((stringify!($literal), &$crate::language::kind!($kind $args))) };
}
pub(crate) use literal;

macro_rules! parentheses {
    () => {
        None
    };
    ($variant:ident $block:ty) => {
        Some((stringify!($variant), <$block>::BLOCK))
    };
}
pub(crate) use parentheses;

#[cfg(feature = "run")]
macro_rules! pending_word {
    ($findings:ident $word:ident []) => {};
    ($findings:ident $word:ident [pending $($marks:ident)*]) => { $findings.pending(stringify!($word)); };
    ($findings:ident $word:ident [local $($marks:ident)*]) => { $findings.local(stringify!($word)); };
    ($findings:ident $word:ident [$mark:ident $($marks:ident)*]) => {
        $crate::language::pending_word!($findings $word [$($marks)*]);
    };
}
#[cfg(feature = "run")]
pub(crate) use pending_word;
