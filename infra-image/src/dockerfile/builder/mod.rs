//! What builds Dockerfiles.

mod words;

pub use words::words;
