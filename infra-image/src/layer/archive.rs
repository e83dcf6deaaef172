//! Writes entries as a tape archive.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read, Write};

use tar::{Builder, EntryType, Header};

use super::LayerError;
use super::entry::{Content, Entry};

/// Writes the entries in their order: nothing of this machine but contents gets into it.
pub(super) fn write(entries: &BTreeMap<String, Entry>, to: &mut impl Write) -> Result<(), LayerError> {
    let mut archive = Builder::new(io::BufWriter::with_capacity(64 * 1024, to));
    for (name, entry) in entries {
        let mut header = Header::new_gnu();
        header.set_mode(entry.mode);
        header.set_uid(entry.owner.user.into());
        header.set_gid(entry.owner.group.into());
        header.set_mtime(0);
        header.set_size(0);
        match &entry.content {
            Content::Directory => {
                header.set_entry_type(EntryType::Directory);
                archive.append_data(&mut header, format!("{name}/"), io::empty())?;
            }
            Content::Symlink(target) => {
                header.set_entry_type(EntryType::Symlink);
                archive.append_link(&mut header, name, target)?;
            }
            Content::Bytes(bytes) => {
                header.set_size(length(bytes.len()));
                archive.append_data(&mut header, name, bytes.as_slice())?;
            }
            Content::File(path) => {
                let unread = |source| LayerError::Source { path: path.clone(), source };
                let file = File::open(path).map_err(unread)?;
                let metadata = file.metadata().map_err(unread)?;
                if !metadata.is_file() {
                    return Err(LayerError::Special(path.clone()));
                }
                header.set_size(metadata.len());
                let exactly = Exactly { file, left: metadata.len() };
                archive.append_data(&mut header, name, exactly).map_err(unread)?;
            }
        }
    }
    archive.into_inner()?.into_inner().map_err(io::IntoInnerError::into_error)?;
    Ok(())
}

fn length(bytes: usize) -> u64 {
    u64::try_from(bytes).unwrap_or(u64::MAX)
}

/// A file from which exactly as much is read as its header says: one that shrinks meanwhile would shift all that follows.
struct Exactly {
    file: File,
    left: u64,
}

impl Read for Exactly {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = usize::try_from(self.left).unwrap_or(usize::MAX).min(buffer.len());
        let read = self.file.read(&mut buffer[..most])?;
        if read == 0 && most > 0 {
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the file became shorter while it was read"));
        }
        self.left -= length(read);
        Ok(read)
    }
}
