//! Structs whose fields are the keys of the language.

/// Declares a struct and, from the same rows, its keys: the schema that the macros read by, the walk that holds a value
/// against its rules at run time, and the documented constants that editors show. These are in the module behind the word
/// `keys`; the key of a flattened block is the name of that block's module.
///
/// A row is `key => field: kind(rule) [presence] [marks] "example";` under its doc comment. The presence is `required`,
/// `optional`, `repeated`, or `= default`, each with what holds without the key behind a semicolon.
///
/// What must hold between keys is `[keys] CLAIM => check;`, with `@needs [keys]` and `@unless [keys]` where the check has
/// nothing to say otherwise: each that is asked costs every user's build.
macro_rules! block {
    (
        $(#[doc = $struct_doc:literal])*
        pub struct $type:ident keys $keys:ident {
            $(
                $(#[doc = $doc:literal])*
                $key:ident => $field:ident: $kind:ident $args:tt $presence:tt [$($mark:ident)*] $example:literal;
            )*
        }
        $(excludes { $([$($excluded:ident)*];)* })?
        $(holds {
            $([$($held:ident)*] $(@needs $([$($needed:ident)*])+)? $(@unless [$($unless:ident)*])? $claim:ident $(warns $note:literal)? => $($check:ident)::+;)*
        })?
    ) => {
        $(#[doc = $struct_doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize))]
        pub struct $type {
            $(
                $(#[doc = $doc])*
                pub $field: $crate::language::field_type!($presence $kind $args),
            )*
        }

        $crate::language::key_constants!($keys {
            $($(#[doc = $doc])* $key $kind $presence [$($mark)*] $example;)*
        });

        impl $type {
            /// The keys.
            pub const BLOCK: &'static $crate::language::Block = &$crate::language::Block {
                type_name: stringify!($type),
                doc: concat!($($struct_doc, "\n"),*),
                keys_path: concat!("declaration::", stringify!($keys)),
                keys: &[$(
                    $crate::language::Key {
                        name: stringify!($key),
                        field: stringify!($field),
                        kind: $crate::language::kind!($kind $args),
                        presence: $crate::language::presence!($presence),
                        default: $crate::language::default_words!($presence),
                        marks: &[$($crate::language::Mark::$mark),*],
                        example: $example,
                        doc: concat!($($doc, "\n"),*),
                    },
                )*],
                excludes: &[$($(&[$(stringify!($excluded)),*],)*)?],
                holds: &[$($(
                    $crate::language::Hold {
                        claim: stringify!($claim),
                        path: concat!("check" $(, "::", stringify!($check))+),
                        keys: &[$(stringify!($held)),*],
                        needs: &[$($(&[$(stringify!($needed)),*]),+)?],
                        unless: &[$($(stringify!($unless)),*)?],
                        warns: $crate::language::warns!($($note)?),
                    },
                )*)?],
            };

            #[cfg(feature = "run")]
            /// Holds every value against its rule, and then the values against each other.
            pub(crate) fn walk(&self, findings: &mut $crate::check::Findings) {
                let before = findings.errors();
                $($crate::language::walk_field!(findings self $field $presence $kind $args);)*
                if findings.errors() == before {
                    $($(findings.add($crate::check::$($check)::+(self));)*)?
                }
                $($crate::language::pending!(findings self $key $field $presence $kind $args [$($mark)*]);)*
            }
        }

        #[cfg(feature = "run")]
        impl $type {
            /// Where `after` differs from this.
            #[allow(dead_code, reason = "a block in parentheses that repeat is compared whole")]
            pub(crate) fn differences(&self, after: &Self, found: &mut $crate::language::Differences) {
                $($crate::language::difference!(found self after $key $field $presence $kind);)*
            }
        }

        $($($crate::language::warning!($claim $($note)?);)*)?

        $crate::language::new!($type [] [] $(($field $presence ($kind $args)))*);
    };
}
pub(crate) use block;

/// The constructor: what is required is an argument, everything else has its default.
macro_rules! new {
    ($type:ident [$(($argument:ident $argument_type:ty))*] [$($value:tt)*]) => {
        impl $type {
            /// What is required as given, and everything else at its default.
            #[must_use]
            #[allow(clippy::new_without_default, reason = "a constant has no `Default`")]
            #[allow(clippy::too_many_arguments, reason = "as many as are required")]
            pub const fn new($($argument: $argument_type),*) -> Self {
                Self { $($value)* }
            }
        }
    };
    ($type:ident [$($arguments:tt)*] [$($value:tt)*] ($field:ident [required] ($kind:ident $args:tt)) $($rest:tt)*) => {
        $crate::language::new!(
            $type [$($arguments)* ($field $crate::language::kind_type!($kind $args))] [$($value)* $field,] $($rest)*
        );
    };
    ($type:ident $arguments:tt [$($value:tt)*] ($field:ident [optional $($words:tt)*] $kind:tt) $($rest:tt)*) => {
        $crate::language::new!($type $arguments [$($value)* $field: None,] $($rest)*);
    };
    ($type:ident $arguments:tt [$($value:tt)*] ($field:ident [repeated $($words:tt)*] $kind:tt) $($rest:tt)*) => {
        $crate::language::new!($type $arguments [$($value)* $field: &[],] $($rest)*);
    };
    ($type:ident $arguments:tt [$($value:tt)*] ($field:ident [= $default:expr $(; $words:literal)?] $kind:tt) $($rest:tt)*) => {
        $crate::language::new!($type $arguments [$($value)* $field: const { $default },] $($rest)*);
    };
}
pub(crate) use new;

macro_rules! field_type {
    ([required] $kind:ident $args:tt) => { $crate::language::kind_type!($kind $args) };
    ([optional $($words:tt)*] $kind:ident $args:tt) => { Option<$crate::language::kind_type!($kind $args)> };
    // Pairs are merged into one list, wherever they stand.
    ([repeated $($words:tt)*] pairs $args:tt) => { $crate::language::kind_type!(pairs $args) };
    ([repeated $($words:tt)*] $kind:ident $args:tt) => { &'static [$crate::language::kind_type!($kind $args)] };
    ([= $($default:tt)*] $kind:ident $args:tt) => { $crate::language::kind_type!($kind $args) };
}
pub(crate) use field_type;

macro_rules! presence {
    ([required]) => {
        $crate::language::Presence::Required
    };
    ([optional $($words:tt)*]) => {
        $crate::language::Presence::Optional
    };
    ([repeated $($words:tt)*]) => {
        $crate::language::Presence::Repeated
    };
    ([= $($default:tt)*]) => {
        $crate::language::Presence::Default
    };
}
pub(crate) use presence;

macro_rules! default_words {
    ([required]) => {
        "required"
    };
    ([optional]) => {
        ""
    };
    ([repeated]) => {
        ""
    };
    ([optional ; $words:literal]) => {
        $words
    };
    ([repeated ; $words:literal]) => {
        $words
    };
    ([= $default:expr ; $words:literal]) => {
        $words
    };
    ([= false]) => {
        ""
    };
    ([= $default:expr]) => {
        stringify!($default)
    };
}
pub(crate) use default_words;

/// What rustc warns with: which of two constants is used depends on a verdict, and one of them is deprecated.
macro_rules! warning {
    ($claim:ident) => {};
    ($claim:ident $note:literal) => {
        /// A warning.
        #[doc(hidden)]
        #[allow(non_camel_case_types, reason = "rustc quotes it as it quotes other claims")]
        #[derive(Clone, Copy, Debug)]
        pub struct $claim<const BROKEN: bool>;

        impl $claim<true> {
            #[deprecated(note = $note)]
            #[doc(hidden)]
            pub const WARNING: () = ();
        }

        impl $claim<false> {
            #[doc(hidden)]
            pub const WARNING: () = ();
        }
    };
}
pub(crate) use warning;

macro_rules! warns {
    () => {
        None
    };
    ($note:literal) => {
        Some($note)
    };
}
pub(crate) use warns;

#[cfg(feature = "run")]
macro_rules! walk_field {
    ($findings:ident $self:ident $field:ident [optional $($words:tt)*] $kind:ident $args:tt) => {
        if let Some(value) = &$self.$field { $crate::language::walk!($findings value $kind $args); }
    };
    ($findings:ident $self:ident $field:ident [repeated $($words:tt)*] pairs $args:tt) => {
        let value = &$self.$field;
        $crate::language::walk!($findings value pairs $args);
    };
    ($findings:ident $self:ident $field:ident [repeated $($words:tt)*] $kind:ident $args:tt) => {
        for value in $self.$field { $crate::language::walk!($findings value $kind $args); }
    };
    ($findings:ident $self:ident $field:ident $presence:tt $kind:ident $args:tt) => {
        let value = &$self.$field;
        $crate::language::walk!($findings value $kind $args);
    };
}
#[cfg(feature = "run")]
pub(crate) use walk_field;

/// Notes a key that no target deploys yet and that has another value than its default.
#[cfg(feature = "run")]
macro_rules! pending {
    ($findings:ident $self:ident $key:ident $field:ident $presence:tt $kind:ident $args:tt []) => {};
    ($findings:ident $self:ident $key:ident $field:ident $presence:tt $kind:ident $args:tt [pending $($marks:ident)*]) => {
        if $crate::language::is_given!($self.$field, $presence, $kind $args) { $findings.pending(stringify!($key)); }
    };
    ($findings:ident $self:ident $key:ident $field:ident $presence:tt $kind:ident $args:tt [local $($marks:ident)*]) => {
        if $crate::language::is_given!($self.$field, $presence, $kind $args) { $findings.local(stringify!($key)); }
    };
    ($findings:ident $self:ident $key:ident $field:ident $presence:tt $kind:ident $args:tt [$mark:ident $($marks:ident)*]) => {
        $crate::language::pending!($findings $self $key $field $presence $kind $args [$($marks)*]);
    };
}
#[cfg(feature = "run")]
pub(crate) use pending;

#[cfg(feature = "run")]
macro_rules! is_given {
    ($value:expr, [required], $kind:ident $args:tt) => {
        true
    };
    ($value:expr, [optional $($words:tt)*], $kind:ident $args:tt) => {
        $value.is_some()
    };
    ($value:expr, [repeated $($words:tt)*], $kind:ident $args:tt) => {
        !$value.is_empty()
    };
    ($value:expr, [= $default:expr $(; $words:literal)?], $kind:ident $args:tt) => {{
    const DEFAULT: $crate::language::kind_type!($kind $args) = $default;
        $value != DEFAULT
    }};
}
#[cfg(feature = "run")]
pub(crate) use is_given;
