//! Keys that are no field of a declaration's struct, and the modules in which editors find all keys of an attribute.

use super::{Key, Kind, TextRule};
use crate::rule;

/// Declares keys, and a documented constant for each. A row is as that of a block, with the kind as an expression.
macro_rules! keys {
    ($table:ident $module:ident {
        $($(#[doc = $doc:literal])* $key:ident => $field:ident: $kind:expr, $presence:tt $example:literal;)*
    }) => {
        $crate::language::key_constants!($module { $($(#[doc = $doc])* $key fixed $presence [] $example;)* });

        pub(super) const $table: &[Key] = &[$(
            Key {
                name: stringify!($key),
                field: stringify!($field),
                kind: $kind,
                presence: $crate::language::presence!($presence),
                default: $crate::language::default_words!($presence),
                marks: &[],
                example: $example,
                doc: concat!($($doc, "\n"),*),
            },
        )*];
    };
}

keys! { OF_APP app {
    /// The closed set of stages: another name is an error, and names are checked for the longest of them.
    stages => stages: Kind::List(&Kind::Stage), [optional; "any stage"] "stages = [dev, prod]";
    /// Stages whose name must be typed before they are destroyed.
    protect => protect: Kind::List(&Kind::Stage), [optional; "none"] "protect = [prod]";
    /// The AWS account that a stage is bound to: a deployment to another one is refused.
    account => account: Kind::Pairs(
        TextRule { path: "rule::name::stage", check: rule::name::stage, warning: None },
        &Kind::Text(Some(TextRule { path: "rule::account::id", check: rule::account::id, warning: None })),
    ), [repeated; "any account"] "account(prod = \"111122223333\")";
} }

/// The keys of an attribute that have no field, and the module of all its keys.
macro_rules! attribute_keys {
    ($table:ident $module:ident $fixed:ident $block:ident $stage:literal) => {
        keys! { $table $fixed {
            /// The name in AWS, without app and stage: the same in every stage.
            name => name: Kind::Text(Some(TextRule { path: "rule::name::item", check: rule::name::item, warning: None })),
                [optional; "the struct's in kebab case"] "name = \"web\"";
            /// Other keys for one stage: each takes the place of the same key outside, whole; `env`, `secret` and `tags`
            /// are merged by name.
            stage => stages: Kind::Stage, [repeated] $stage;
            /// A function that changes the declaration of a stage in plain Rust before the plan is made:
            /// `fn(&Stage, ServiceSpec) -> Result<ServiceSpec, E>` (`ClusterSpec`, `TaskSpec`), all from the prelude, with
            /// any error that can be shown. The struct's fields are named like the keys, or as its documentation says; what
            /// is made at run time is given to it by `set_env`, `set_image` and the like, or leaked. What the function
            /// returns is held against the same rules, and the plan shows what it changed.
            configure => configure: Kind::Function, [optional; "nothing is changed"] "configure = scale_by_quota";
        } }

        #[doc = concat!("The keys of `#[", stringify!($module), "]`, for editors.")]
        #[doc(hidden)]
        pub mod $module {
            pub use super::$fixed::*;
            pub use crate::declaration::$block::*;
            /// Where the next key will stand: an editor asks what could stand here.
            #[doc(hidden)]
            pub const __: &str = "";
        }
    };
}

attribute_keys!(CLUSTER cluster cluster_fixed cluster_keys "stage(prod, tags(tier = \"gold\"))");
attribute_keys!(SERVICE service service_fixed service_keys "stage(prod, count = 4)");
attribute_keys!(TASK task task_fixed task_keys "stage(prod, memory = 2048)");
