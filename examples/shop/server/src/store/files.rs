//! The files, and the lock on all of them.

use std::fs::{self, File};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::Path;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::StoreError;
use super::entry::Entry;

/// The name of the file with what happened.
pub(super) const ORDERS: &str = "orders.jsonl";

/// Locks the store against all others. It is open again when the file is dropped.
pub(super) fn exclusive(folder: &Path) -> Result<File, StoreError> {
    let path = folder.join("lock");
    let file = open(&path)?;
    file.lock().map_err(at(&path))?;
    Ok(file)
}

/// Locks the store against those who write.
pub(super) fn shared(folder: &Path) -> Result<File, StoreError> {
    let path = folder.join("lock");
    let file = open(&path)?;
    file.lock_shared().map_err(at(&path))?;
    Ok(file)
}

/// The file with what happened.
pub(super) fn orders(folder: &Path) -> Result<File, StoreError> {
    open(&folder.join(ORDERS))
}

/// Writes an entry at `end`. What stands behind that is half a line of a task that ended while it wrote, and goes.
pub(super) fn append(file: &mut File, end: u64, entry: &Entry) -> Result<(), StoreError> {
    let mut line = json(entry)?;
    line.push(b'\n');
    let write = |file: &mut File| {
        file.set_len(end)?;
        file.seek(SeekFrom::Start(end))?;
        file.write_all(&line)?;
        file.sync_data()
    };
    write(file).map_err(at(Path::new(ORDERS)))
}

/// Puts a file in the place of another, so that at no time there is half of it.
pub(super) fn replace(path: &Path, content: &[u8]) -> Result<(), StoreError> {
    let new = path.with_extension("new");
    let write = || {
        let mut file = File::create(&new)?;
        file.write_all(content)?;
        file.sync_all()?;
        fs::rename(&new, path)
    };
    write().map_err(at(path))
}

/// What a file holds; none where there is no such file.
pub(super) fn read(path: &Path) -> Result<Option<Vec<u8>>, StoreError> {
    match fs::read(path) {
        Ok(content) => Ok(Some(content)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(at(path)(error)),
    }
}

/// What a file holds as JSON; none where there is no such file.
pub(super) fn read_json<A: DeserializeOwned>(path: &Path) -> Result<Option<A>, StoreError> {
    let parsed = read(path)?.map(|content| serde_json::from_slice(&content)).transpose();
    parsed.map_err(|source| StoreError::Content { path: path.to_owned(), source })
}

/// A value as it is written.
pub(super) fn json(value: &impl Serialize) -> Result<Vec<u8>, StoreError> {
    serde_json::to_vec(value).map_err(|source| StoreError::Content { path: ORDERS.into(), source })
}

/// What failed, and where.
pub(super) fn at(path: &Path) -> impl FnOnce(io::Error) -> StoreError + use<> {
    let path = path.to_owned();
    move |source| StoreError::File { path, source }
}

fn open(path: &Path) -> Result<File, StoreError> {
    File::options().read(true).write(true).create(true).truncate(false).open(path).map_err(at(path))
}
