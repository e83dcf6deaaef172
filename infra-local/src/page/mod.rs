//! The page of a stage: what runs, how it is, what it writes, and what calls what, in a browser on this machine.
//!
//! It is plain HTML that is made here and shown without JavaScript; the little there is puts what comes later in its place
//! (server-sent events). Everything that an app can put into it is text: `html` knows no other way. It is only shown to
//! browsers that ask this machine by a name of its own, since a page of somebody else's could have its name lead here
//! ("DNS rebinding").

mod answer;
mod events;
mod files;
mod graph;
mod host;
mod html;
mod listen;
mod source;
mod view;

pub use files::Files;
pub(crate) use host::is_loopback;
pub use listen::{PORT, Page};
pub use source::{Lines, Look, Source};

#[cfg(test)]
mod browser;
#[cfg(test)]
mod example;
