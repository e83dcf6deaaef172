//! The items of an app held against each other.

mod look;
mod near;
mod say;
mod table;
#[cfg(test)]
mod tests;
mod trouble;
#[cfg(feature = "run")]
mod whole;

use crate::declaration::App;
use look::{Found, look};
pub use look::{route_slots, stage_slots};
pub use say::item;
use say::names_are_short;
use table::Slot;
use trouble::Visit;
#[cfg(feature = "run")]
pub use whole::{Pending, Report, app, report};

/// The stage whose name is assumed for the length of physical names where an app lists no `stages`: 20 characters, which
/// holds what people name stages after (a pull request, a branch, a person).
pub const ASSUMED_STAGE: &str = "a-20-character-stage";

/// What one pass over an app has found out about its items; the checks read it.
///
/// It is made once an app and shared by reference: const evaluation is slow, and 50 services are checked with every
/// edit.
#[derive(Clone, Copy, Debug)]
pub struct Survey<const ITEMS: usize> {
    app: &'static App,
    names_are_short: bool,
    found: [Found; ITEMS],
}

impl<const ITEMS: usize> Survey<ITEMS> {
    /// Looks at every item of `app` once. `ITEMS` is their number, `SLOTS` is [`route_slots`] and `STAGES` is
    /// [`stage_slots`] of the app: in const evaluation a table has its size from its type.
    #[must_use]
    pub const fn new<const SLOTS: usize, const STAGES: usize>(app: &'static App) -> Self {
        let mut found = [Found::NOTHING; ITEMS];
        look(app, &mut found, &mut [Slot::FREE; SLOTS], &mut [""; STAGES], &mut [Visit::NEW; ITEMS]);
        Self { app, names_are_short: names_are_short(app), found }
    }
}
