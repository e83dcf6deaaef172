//! The documents that an image consists of, as the OCI image specification has them, and Docker's where they differ.

mod config;
mod image;
mod index;
mod manifest;
pub mod media_type;
mod platform;

pub use config::{History, ImageConfig, RootFs, RunConfig};
pub(crate) use image::document;
pub use image::{Image, ImageError};
pub use index::Index;
pub use manifest::Manifest;
pub use platform::ImagePlatform;

use serde::{Deserialize, Deserializer};

/// Go writes `null` where a list or a map is empty.
pub(crate) fn or_default<'de, D: Deserializer<'de>, T: Default + Deserialize<'de>>(from: D) -> Result<T, D::Error> {
    Ok(Option::deserialize(from)?.unwrap_or_default())
}

/// The schema version of all these documents.
const SCHEMA_VERSION: u32 = 2;
