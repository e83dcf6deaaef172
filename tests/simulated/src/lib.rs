//! Whole commands of the command line against a simulated AWS: their exit code and what they print is what a user sees.
//!
//! A test runs on a paused clock and on one thread, so that it waits for nothing and two runs of it are the same.
#![expect(clippy::missing_panics_doc, clippy::panic, reason = "that is how a helper of tests fails one")]
#![expect(clippy::large_types_passed_by_value, reason = "`configure` functions take declarations by value")]

mod account;
mod app;
pub mod budget;
mod difference;
pub mod generated;
mod harbour;
mod machines;
mod meanwhile;
mod store;
mod terminal;
mod yard;

pub use account::{Account, Folder, Outcome};
pub use app::{SHOP, change, image, unchanged};
pub use difference::differences;
pub use harbour::{HARBOUR, change_harbour};
pub use machines::YARD;
pub use store::STORE;
pub use terminal::Interrupts;
pub use yard::Yard;
