//! Puts a layer together.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use super::entry::{Content, Entry};
use super::gzip::{self, Gzip};
use super::{Layer, LayerError, Owner, archive, cache, name};
use crate::oci::media_type;
use crate::{Digest, Hasher, Store};

/// A layer that is being put together. Entries may be added in any order: they are sorted, the folders above them are added where
/// they were not named, and all times are 0. Files are read when the layer is finished.
#[derive(Clone, Debug, Default)]
pub struct LayerBuilder {
    entries: BTreeMap<String, Entry>,
}

/// The mode of folders that nobody named.
const FOLDER: u32 = 0o755;

impl LayerBuilder {
    /// A layer without a file.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file of this machine under a name in the image.
    pub fn file(&mut self, name: &str, file: &Path, mode: u32, owner: Owner) -> Result<&mut Self, LayerError> {
        self.add(name, Content::File(file.to_owned()), mode, owner)
    }

    /// Adds a file with this content.
    pub fn bytes(
        &mut self,
        name: &str,
        bytes: impl Into<Vec<u8>>,
        mode: u32,
        owner: Owner,
    ) -> Result<&mut Self, LayerError> {
        self.add(name, Content::Bytes(bytes.into()), mode, owner)
    }

    /// Adds a folder.
    pub fn directory(&mut self, name: &str, mode: u32, owner: Owner) -> Result<&mut Self, LayerError> {
        self.add(name, Content::Directory, mode, owner)
    }

    /// Adds a symbolic link. Where it leads is seen inside of the image only.
    pub fn symlink(&mut self, name: &str, target: &str, owner: Owner) -> Result<&mut Self, LayerError> {
        if target.is_empty() || target.contains('\0') {
            return Err(LayerError::Name(target.to_owned()));
        }
        self.add(name, Content::Symlink(target.to_owned()), 0o777, owner)
    }

    /// Adds a folder of this machine with all that is in it. Whoever may execute a file may also read it, and nobody but its
    /// owner may write: what else the modes of this machine say does not get into the image.
    pub fn folder(&mut self, name: &str, folder: &Path, owner: Owner) -> Result<&mut Self, LayerError> {
        let unread = |source| LayerError::Source { path: folder.to_owned(), source };
        self.directory(name, FOLDER, owner)?;
        for file in fs::read_dir(folder).map_err(unread)? {
            let file = file.map_err(unread)?;
            let path = file.path();
            let within = file.file_name();
            let within = within.to_str().ok_or_else(|| LayerError::Name(path.display().to_string()))?;
            let below = format!("{name}/{within}");
            let unread = |source| LayerError::Source { path: path.clone(), source };
            let metadata = file.metadata().map_err(unread)?;
            if metadata.is_dir() {
                self.folder(&below, &path, owner)?;
            } else if metadata.is_symlink() {
                let target = fs::read_link(&path).map_err(unread)?;
                let target = target.to_str().ok_or_else(|| LayerError::Name(path.display().to_string()))?;
                self.symlink(&below, target, owner)?;
            } else if metadata.is_file() {
                let mode = if metadata.permissions().mode() & 0o111 == 0 { 0o644 } else { 0o755 };
                self.file(&below, &path, mode, owner)?;
            } else {
                return Err(LayerError::Special(path));
            }
        }
        Ok(self)
    }

    fn add(&mut self, name: &str, content: Content, mode: u32, owner: Owner) -> Result<&mut Self, LayerError> {
        let entry = Entry { content, mode: mode & 0o7777, owner };
        let name = name::normalised(name)?;
        if name.is_empty() {
            // The root is there without being named.
            return if entry.content == Content::Directory { Ok(self) } else { Err(LayerError::Name(name)) };
        }
        match self.entries.get(&name) {
            Some(before) if *before != entry => return Err(LayerError::Clash(name)),
            _ => self.entries.insert(name, entry),
        };
        Ok(self)
    }

    /// Whether it has no entry.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Writes the layer into a store, compressed. A layer that was compressed before is not compressed again.
    pub fn finish(self, store: &Store) -> Result<Layer, LayerError> {
        let entries = with_parents(self.entries)?;
        let mut hash = Hashing { hasher: Hasher::default(), to: io::sink() };
        archive::write(&entries, &mut hash)?;
        if let Some(layer) = cache::find(store, hash.hasher.finish()) {
            return Ok(layer);
        }
        let compressed = Gzip::new(store.writer()?, gzip::LEVEL)?;
        let mut hash = Hashing { hasher: Hasher::default(), to: compressed };
        archive::write(&entries, &mut hash)?;
        let diff_id: Digest = hash.hasher.finish();
        let descriptor = hash.to.finish()?.finish(media_type::LAYER_GZIP)?;
        let layer = Layer { descriptor, diff_id };
        cache::keep(store, &layer)?;
        Ok(layer)
    }
}

/// Adds the folders that nobody named, and refuses files where a folder must be.
fn with_parents(mut entries: BTreeMap<String, Entry>) -> Result<BTreeMap<String, Entry>, LayerError> {
    let names: Vec<String> = entries.keys().cloned().collect();
    for name in &names {
        for parent in name::parents(name) {
            let folder = Entry { content: Content::Directory, mode: FOLDER, owner: Owner::ROOT };
            let parent = entries.entry(parent.to_owned()).or_insert(folder);
            if parent.content != Content::Directory {
                return Err(LayerError::Clash(name.clone()));
            }
        }
    }
    Ok(entries)
}

/// Hashes what goes through it.
struct Hashing<W> {
    hasher: Hasher,
    to: W,
}

impl<W: Write> Write for Hashing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let length = self.to.write(bytes)?;
        self.hasher.update(&bytes[..length]);
        Ok(length)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}
