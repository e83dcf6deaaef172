//! What stands behind the semicolon of `app!`.

use crate::grammar::{Key, Shape};

/// The keys.
pub(crate) const KEYS: &[Key] = &[
    Key::new("stages", Shape::Value, "stages = [dev, prod]", "the closed set of stages").default("any stage"),
    Key::new("protect", Shape::Value, "protect = [prod]", "stages whose name is typed before they are destroyed"),
    Key::new("account", Shape::Args, "account(prod = \"111122223333\")", "the AWS account that a stage is bound to")
        .repeatable(),
];
