//! Which layers were compressed before: a file each beside the store's content, named by the digest of the archive.

use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;

use super::{Layer, gzip};
use crate::{Descriptor, Digest, Store};

/// The folder of what was compressed in this way; what another version compressed in another way is another layer.
fn folder(store: &Store) -> PathBuf {
    store.folder().join("layers").join(format!("miniz-{}", gzip::LEVEL))
}

/// The layer of an archive, where it was compressed before and is still there.
pub(super) fn find(store: &Store, diff_id: Digest) -> Option<Layer> {
    let text = fs::read(folder(store).join(diff_id.hex())).ok()?;
    let descriptor: Descriptor = serde_json::from_slice(&text).ok()?;
    let size = store.path(&descriptor.digest).metadata().ok()?.len();
    (size == descriptor.size).then_some(Layer { descriptor, diff_id })
}

/// Remembers a layer.
pub(super) fn keep(store: &Store, layer: &Layer) -> io::Result<()> {
    let folder = folder(store);
    fs::create_dir_all(&folder)?;
    let mut beside = tempfile::NamedTempFile::new_in(&folder)?;
    beside.write_all(&serde_json::to_vec(&layer.descriptor)?)?;
    beside.persist(folder.join(layer.diff_id.hex())).map_err(|error| error.error)?;
    Ok(())
}
