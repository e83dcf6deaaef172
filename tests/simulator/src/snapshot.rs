//! Everything that exists, in a form that two runs can be compared by.

use serde_json::{Value, json};

use crate::cloudformation;
use crate::world::World;

/// Takes it.
pub(crate) fn take(world: &World) -> Value {
    json!({"stacks": cloudformation::snapshot(world)})
}
