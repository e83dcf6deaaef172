//! Copies of what was built, named by their content: a later build changes nothing that runs.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::BuildError;

/// Which digest a file had: the digest of a large file takes seconds in a debug build.
const KNOWN: &str = "known.json";

/// A file as it was when its digest was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Seen {
    inode: u64,
    length: u64,
    /// Nanoseconds since 1970.
    changed: i128,
    digest: String,
}

/// Copies files into folders in `folder` that are named by their SHA-256, unless they are there; gives the copies and the
/// digests. A copy has the file's own name, by which people find its processes.
pub async fn keep(files: &[PathBuf], folder: &Path) -> Result<BTreeMap<PathBuf, (PathBuf, String)>, BuildError> {
    let (files, folder) = (files.to_vec(), folder.to_owned());
    let kept = tokio::task::spawn_blocking(move || keep_all(&files, &folder)).await;
    kept.unwrap_or_else(|error| Err(BuildError::Copy { path: PathBuf::new(), error: io::Error::other(error) }))
}

fn keep_all(files: &[PathBuf], folder: &Path) -> Result<BTreeMap<PathBuf, (PathBuf, String)>, BuildError> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |error| BuildError::Copy { path, error }
    };
    fs::create_dir_all(folder).map_err(failed(folder))?;
    let list = folder.join(KNOWN);
    // A list that cannot be read is made anew.
    let known = fs::read(&list).ok().and_then(|text| serde_json::from_slice(&text).ok());
    let mut known: BTreeMap<PathBuf, Seen> = known.unwrap_or_default();
    let mut kept = BTreeMap::new();
    for file in files {
        let digest = digest(file, &mut known).map_err(failed(file))?;
        let copy = folder.join(&digest).join(file.file_name().unwrap_or_default());
        if !copy.exists() {
            put(file, &copy).map_err(failed(file))?;
        }
        kept.insert(file.clone(), (copy, digest));
    }
    known.retain(|file, _| file.exists());
    let text =
        serde_json::to_vec(&known).map_err(|error| BuildError::Copy { path: list.clone(), error: error.into() })?;
    let aside = folder.join(format!("{KNOWN}.{}", std::process::id()));
    fs::write(&aside, text).and_then(|()| fs::rename(&aside, &list)).map_err(failed(&list))?;
    Ok(kept)
}

/// Deletes the copies in `folder` but those with these digests.
pub fn clean(folder: &Path, used: &BTreeSet<String>) -> io::Result<()> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries?,
    };
    for entry in entries {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if is_digest(name) && !used.contains(name) {
            fs::remove_dir_all(&path)?;
        }
    }
    Ok(())
}

fn is_digest(name: &str) -> bool {
    name.len() == 64 && name.bytes().all(|letter| letter.is_ascii_hexdigit())
}

/// A copy that is there whole or not at all, also where two commands make it at once.
fn put(file: &Path, copy: &Path) -> io::Result<()> {
    fs::create_dir_all(copy.parent().unwrap_or(copy))?;
    let aside = copy.with_extension(format!("{}.part", std::process::id()));
    fs::copy(file, &aside)?;
    fs::set_permissions(&aside, fs::Permissions::from_mode(0o755))?;
    fs::rename(&aside, copy)
}

fn digest(file: &Path, known: &mut BTreeMap<PathBuf, Seen>) -> io::Result<String> {
    let mut open = File::open(file)?;
    let now = seen(&open.metadata()?);
    if let Some(before) = known.get(file)
        && (Seen { digest: String::new(), ..before.clone() }) == now
    {
        return Ok(before.digest.clone());
    }
    let mut hash = Sha256::new();
    let mut part = vec![0; 1 << 16];
    loop {
        let count = open.read(&mut part)?;
        if count == 0 {
            break;
        }
        hash.update(part.get(..count).unwrap_or_default());
    }
    let digest: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    known.insert(file.to_owned(), Seen { digest: digest.clone(), ..now });
    Ok(digest)
}

fn seen(metadata: &Metadata) -> Seen {
    let changed = i128::from(metadata.mtime()) * 1_000_000_000 + i128::from(metadata.mtime_nsec());
    Seen { inode: metadata.ino(), length: metadata.len(), changed, digest: String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scratch::Scratch;

    #[tokio::test]
    async fn a_copy_is_named_by_its_content_and_made_once() {
        let scratch = Scratch::new();
        let (file, folder) = (scratch.file("web", "abc"), scratch.path().join("bin"));
        let kept = keep(std::slice::from_ref(&file), &folder).await.unwrap();
        let (copy, digest) = kept[&file].clone();
        assert_eq!(digest, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(copy, folder.join(&digest).join("web"));
        assert_eq!(fs::metadata(&copy).unwrap().permissions().mode() & 0o777, 0o755);
        // The same content from a known file leads to the same copy.
        let inode = fs::metadata(&copy).unwrap().ino();
        keep(std::slice::from_ref(&file), &folder).await.unwrap();
        assert_eq!(fs::metadata(&copy).unwrap().ino(), inode);

        fs::write(&file, "abcd").unwrap();
        let (changed, _) = keep(std::slice::from_ref(&file), &folder).await.unwrap()[&file].clone();
        assert_ne!(changed, copy);
        assert_eq!(fs::read(&copy).unwrap(), b"abc");
    }

    #[tokio::test]
    async fn what_nothing_uses_goes() {
        let scratch = Scratch::new();
        let (one, two) = (scratch.file("one", "1"), scratch.file("two", "2"));
        let folder = scratch.path().join("bin");
        let kept = keep(&[one.clone(), two.clone()], &folder).await.unwrap();
        clean(&folder, &BTreeSet::from([kept[&one].1.clone()])).unwrap();
        assert!(kept[&one].0.exists() && !kept[&two].0.exists());
        assert!(folder.join(KNOWN).exists());
        // What is known of a file does not stand for its copy.
        assert!(keep(std::slice::from_ref(&two), &folder).await.unwrap()[&two].0.exists());
        clean(&scratch.path().join("nowhere"), &BTreeSet::new()).unwrap();
    }

    #[tokio::test]
    async fn a_file_that_is_not_there_is_named() {
        let scratch = Scratch::new();
        let error = keep(&[scratch.path().join("web")], &scratch.path().join("bin")).await.unwrap_err();
        assert!(error.to_string().contains("/web cannot be kept"), "{error}");
    }
}
