//! Layers: the files of an image, written so that the same files are the same bytes on every machine and day.

mod archive;
mod builder;
mod cache;
mod entry;
mod error;
mod gzip;
mod name;
mod read;

pub use builder::LayerBuilder;
pub use entry::Owner;
pub use error::LayerError;
pub use read::{Found, Kind, Limits, find, visit};

use serde::{Deserialize, Serialize};

use crate::{Descriptor, Digest};

/// A layer in a store.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Layer {
    /// The layer as it is stored and sent: compressed.
    pub descriptor: Descriptor,
    /// The digest of the archive in it.
    pub diff_id: Digest,
}

#[cfg(test)]
mod tests;
