//! What a builder wrote, taken into a store.

use std::fs;
use std::io;
use std::path::PathBuf;

use crate::oci::{Index, media_type};
use crate::{Descriptor, Platform, Store, layout};

/// Takes the one image of a layout into a store. All of it is what its digests say.
pub(super) fn import(layout: PathBuf, platform: Platform, store: &Store) -> io::Result<Descriptor> {
    let index = fs::read(layout.join("index.json"));
    let index = index.map_err(|error| io::Error::new(error.kind(), format!("it is no OCI layout: {error}")))?;
    let from = Store::at(layout)?;
    let found = find(&from, serde_json::from_slice(&index)?, platform)?;
    layout::copy(&from, &found.digest, store).map_err(io::Error::other)?;
    Ok(Descriptor::new(&found.media_type, found.digest, found.size))
}

/// The image for a platform in an index, also in one within it. Where only one is there, it is the one that was built.
fn find(store: &Store, index: Index, platform: Platform) -> io::Result<Descriptor> {
    let no_image = || io::Error::new(io::ErrorKind::InvalidData, format!("it has no image for {platform}"));
    let found = match index.manifests.as_slice() {
        [only] => only.clone(),
        _ => index.find(platform).cloned().ok_or_else(no_image)?,
    };
    if media_type::is_index(&found.media_type) {
        let text = store.read(&found.digest)?;
        return find(store, serde_json::from_slice(&text)?, platform);
    }
    Ok(found)
}
