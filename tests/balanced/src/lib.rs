//! What the load balancer of the local target is tried with: replicas that answer as a test says, and clients that see every
//! byte.
#![expect(clippy::expect_used, clippy::missing_panics_doc, reason = "that is how a helper of tests fails one")]

mod answer;
mod client;
mod replica;
mod stage;

pub use answer::Answer;
pub use client::{Client, get, send};
pub use replica::{Body, Broken, Replica, empty, full, pieces, say};
pub use stage::{Folder, Stage, balancer, rule, to};
