//! What stands behind the semicolon of `app!`.

use infra_core::language::{APP, Key};

/// The keys.
pub(crate) fn keys() -> Vec<&'static Key> {
    APP.keys.iter().collect()
}
