//! A documented constant for every key and every word, for editors.
//!
//! While an editor expands an attribute, the expansion names them under the user's keys: what it shows of a key, and what
//! it completes, are these constants and their doc comments. Nothing else uses them.

/// A module with a constant for every key of a block. A flattened block's keys are among them.
macro_rules! key_constants {
    ($module:ident { $($(#[doc = $doc:literal])* $key:ident $kind:ident $presence:tt $marks:tt $example:literal;)* }) => {
        #[doc = concat!("The keys behind `", stringify!($module), "`, for editors.")]
        #[doc(hidden)]
        #[allow(non_upper_case_globals, reason = "the keys are those of the language")]
        pub mod $module {
            $($crate::language::key_constant!([$(#[doc = $doc])*] $key $kind $presence $marks $example);)*
            /// Where the next key will stand: an editor asks what could stand here.
            #[doc(hidden)]
            pub const __: &str = "";
        }
    };
}
pub(crate) use key_constants;

macro_rules! key_constant {
    ($doc:tt $module:ident flatten $presence:tt $marks:tt $example:literal) => {
        pub use $crate::declaration::$module::*;
    };
    ([$($doc:tt)*] $key:ident $kind:ident $presence:tt $marks:tt $example:literal) => {
        $crate::language::key_with_presence!([$($doc)* #[doc = ""]] $key $presence $marks $example);
    };
}
pub(crate) use key_constant;

/// What holds without the key.
macro_rules! key_with_presence {
    ([$($doc:tt)*] $key:ident [required] $marks:tt $example:literal) => {
        $crate::language::key_with_marks!([$($doc)* #[doc = "It is required."]] $key $marks $example);
    };
    ([$($doc:tt)*] $key:ident [repeated $(; $words:literal)?] $marks:tt $example:literal) => {
        $crate::language::key_with_marks!(
            [$($doc)* #[doc = concat!("It may be repeated." $(, " Without it: ", $words, ".")?)]] $key $marks $example
        );
    };
    ([$($doc:tt)*] $key:ident [optional] $marks:tt $example:literal) => {
        $crate::language::key_with_marks!([$($doc)*] $key $marks $example);
    };
    ([$($doc:tt)*] $key:ident [optional ; $words:literal] $marks:tt $example:literal) => {
        $crate::language::key_with_marks!([$($doc)* #[doc = concat!("Without it: ", $words, ".")]] $key $marks $example);
    };
    ([$($doc:tt)*] $key:ident [= $default:expr; $words:literal] $marks:tt $example:literal) => {
        $crate::language::key_with_marks!([$($doc)* #[doc = concat!("Without it: ", $words, ".")]] $key $marks $example);
    };
    ([$($doc:tt)*] $key:ident [= false] $marks:tt $example:literal) => {
        $crate::language::key_with_marks!([$($doc)*] $key $marks $example);
    };
    ([$($doc:tt)*] $key:ident [= $default:expr] $marks:tt $example:literal) => {
        $crate::language::key_with_marks!(
            [$($doc)* #[doc = concat!("Without it: `", stringify!($default), "`.")]] $key $marks $example
        );
    };
}
pub(crate) use key_with_presence;

/// Whether it is deployed, and the constant.
macro_rules! key_with_marks {
    ([$($doc:tt)*] $key:ident [] $example:literal) => {
        $($doc)*
        pub const $key: &str = $example;
    };
    ([$($doc:tt)*] $key:ident [pending $($marks:ident)*] $example:literal) => {
        $crate::language::key_with_marks!(
            [$($doc)* #[doc = ""] #[doc = "No target deploys it yet."]] $key [$($marks)*] $example
        );
    };
    ([$($doc:tt)*] $key:ident [local $($marks:ident)*] $example:literal) => {
        $crate::language::key_with_marks!(
            [$($doc)* #[doc = ""] #[doc = "Only the local target runs it yet."]] $key [$($marks)*] $example
        );
    };
    // What stands without its key is nothing to complete.
    ([$($doc:tt)*] $key:ident [bare $($marks:ident)*] $example:literal) => {
        $crate::language::key_with_marks!([$($doc)* #[doc(hidden)]] $key [$($marks)*] $example);
    };
    ([$($doc:tt)*] $key:ident [bares $($marks:ident)*] $example:literal) => {
        $crate::language::key_with_marks!([$($doc)* #[doc(hidden)]] $key [$($marks)*] $example);
    };
    ($doc:tt $key:ident [$mark:ident $($marks:ident)*] $example:literal) => {
        $crate::language::key_with_marks!($doc $key [$($marks)*] $example);
    };
}
pub(crate) use key_with_marks;

/// A module with a constant for every word of a choice.
macro_rules! word_constants {
    ($module:ident { $($(#[doc = $doc:literal])* $word:ident $marks:tt $example:literal;)* }) => {
        #[doc = concat!("The words behind `", stringify!($module), "`, for editors.")]
        #[doc(hidden)]
        #[allow(non_upper_case_globals, reason = "the words are those of the language")]
        pub mod $module {
            $($crate::language::key_with_marks!([$(#[doc = $doc])*] $word $marks $example);)*
            /// Where the next word will stand: an editor asks what could stand here.
            #[doc(hidden)]
            pub const __: &str = "";
        }
    };
}
pub(crate) use word_constants;
