//! Reads layers of others, of which nothing is believed. Nothing is written to the file system: no name and no link in an archive
//! can lead anywhere.

use std::collections::BTreeMap;
use std::io::{self, Read};

use flate2::read::MultiGzDecoder;
use tar::{Archive, EntryType};

use super::{LayerError, name};
use crate::oci::media_type;
use crate::{Image, Store};

/// How much of a layer is accepted.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The bytes of the archive in it.
    pub bytes: u64,
    /// Its entries.
    pub entries: u64,
}

impl Default for Limits {
    /// 20 GiB, which is what a task on Fargate has room for, and 2 million entries.
    fn default() -> Self {
        Self { bytes: 20 << 30, entries: 2_000_000 }
    }
}

/// An entry that was found in a layer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its name, relative to the root of the image.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// Its permission bits.
    pub mode: u32,
}

/// What an entry of a layer is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A file of this many bytes.
    File(u64),
    /// A folder.
    Directory,
    /// A symbolic link, with where it leads inside of the image.
    Symlink(String),
    /// Another name of a file in the same layer.
    Link(String),
    /// What lower layers have of this name is gone.
    Removed,
    /// What lower layers have in this folder is gone.
    Emptied,
}

/// Goes through a layer: each entry with its content. Names that lead outside of the image, devices, and more than the limits
/// allow are refused.
pub fn visit(
    content: impl Read,
    kind: &str,
    limits: Limits,
    mut each: impl FnMut(&Found, &mut dyn Read) -> Result<(), LayerError>,
) -> Result<(), LayerError> {
    let plain: Box<dyn Read + '_> = match media_type::of_oci(kind) {
        media_type::LAYER => Box::new(content),
        media_type::LAYER_GZIP => Box::new(MultiGzDecoder::new(content)),
        other => return Err(LayerError::Unknown(other.to_owned())),
    };
    let mut archive = Archive::new(AtMost { from: plain, left: limits.bytes, limit: limits.bytes });
    for (count, entry) in (1..).zip(archive.entries()?) {
        if count > limits.entries {
            return Err(LayerError::TooLarge(format!("{} files", limits.entries)));
        }
        let mut entry = entry?;
        if let Some(found) = found(&entry)? {
            each(&found, &mut entry)?;
        }
    }
    Ok(())
}

fn found<R: Read>(entry: &tar::Entry<'_, R>) -> Result<Option<Found>, LayerError> {
    let text = |bytes: &[u8]| {
        let lossy = || LayerError::Name(String::from_utf8_lossy(bytes).into_owned());
        String::from_utf8(bytes.to_vec()).map_err(|_| lossy())
    };
    let mut its_name = name::normalised(&text(&entry.path_bytes())?)?;
    let header = entry.header();
    let target = || text(&entry.link_name_bytes().unwrap_or_default());
    let mut kind = match header.entry_type() {
        EntryType::Regular | EntryType::Continuous | EntryType::GNUSparse => Kind::File(entry.size()),
        EntryType::Directory => Kind::Directory,
        EntryType::Symlink => Kind::Symlink(target()?),
        EntryType::Link => Kind::Link(name::normalised(&target()?)?),
        EntryType::XGlobalHeader => return Ok(None),
        _ => return Err(LayerError::Unknown(format!("{its_name}: neither a file nor a folder nor a link"))),
    };
    let (folder, last) = its_name.rsplit_once('/').unwrap_or(("", &its_name));
    if last == ".wh..wh..opq" {
        (its_name, kind) = (folder.to_owned(), Kind::Emptied);
    } else if let Some(gone) = last.strip_prefix(".wh.") {
        let gone = if folder.is_empty() { gone.to_owned() } else { format!("{folder}/{gone}") };
        (its_name, kind) = (name::normalised(&gone)?, Kind::Removed);
    }
    Ok(Some(Found { name: its_name, kind, mode: header.mode()? & 0o7777 }))
}

/// The content of files of an image whose names are wanted, as its layers leave them. Links are not followed, and files above 64
/// mebibytes are refused: they are held in memory.
pub fn find(
    store: &Store,
    image: &Image,
    is_wanted: &dyn Fn(&str) -> bool,
) -> Result<BTreeMap<String, Vec<u8>>, LayerError> {
    const MOST: u64 = 64 << 20;
    let mut files = BTreeMap::new();
    for layer in &image.layers {
        let mut gone = vec![];
        let mut here = BTreeMap::new();
        visit(store.open(&layer.digest)?, &layer.media_type, Limits::default(), |found, content| {
            match &found.kind {
                Kind::Removed | Kind::Emptied => gone.push(found.name.clone()),
                Kind::File(size) if is_wanted(&found.name) => {
                    if *size > MOST {
                        return Err(LayerError::TooLarge(format!("{MOST} bytes in `{}`", found.name)));
                    }
                    let mut bytes = vec![];
                    content.take(MOST).read_to_end(&mut bytes)?;
                    here.insert(found.name.clone(), bytes);
                }
                _ => {}
            }
            Ok(())
        })?;
        let is_gone = |name: &str| gone.iter().any(|gone| is_within(name, gone));
        files.retain(|name: &String, _| !is_gone(name));
        files.append(&mut here);
    }
    Ok(files)
}

/// Whether a name is this one, or lies below it.
fn is_within(name: &str, above: &str) -> bool {
    above.is_empty() || name.strip_prefix(above).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Ends with an error where more comes than is accepted.
struct AtMost<R> {
    from: R,
    left: u64,
    limit: u64,
}

impl<R: Read> Read for AtMost<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.from.read(buffer)?;
        self.left = self.left.checked_sub(read as u64).ok_or_else(|| {
            io::Error::new(io::ErrorKind::FileTooLarge, format!("a layer has more than {} bytes", self.limit))
        })?;
        Ok(read)
    }
}
