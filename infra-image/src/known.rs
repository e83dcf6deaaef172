//! Digests of files that are known already: what has not changed is not read again.

use std::collections::BTreeMap;
use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::num::NonZero;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use crate::{Digest, Hasher};

/// How old a file must be to be remembered: one that was written just now may be written again within the same tick of the
/// file system's clock.
const SETTLED: Duration = Duration::from_secs(2);
/// How much is read at once.
const PART: usize = 1 << 18;

/// The digests of files by what the file system says of them: length, when they were changed, inode.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known(BTreeMap<PathBuf, Seen>);

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Seen {
    mark: Mark,
    digest: Digest,
}

/// What changes when a file does: length, inode, modified and changed in nanoseconds since 1970.
type Mark = (u64, u64, i128, i128);

/// A file that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("{} cannot be read: {error}", path.display())]
pub struct Unread {
    /// The file.
    pub path: PathBuf,
    /// Why.
    pub error: io::Error,
}

impl Known {
    /// What a file remembers. One that cannot be understood is as none: then all is read anew.
    #[must_use]
    pub fn read(file: &Path) -> Self {
        Self(fs::read(file).ok().and_then(|text| serde_json::from_slice(&text).ok()).unwrap_or_default())
    }

    /// Remembers it.
    pub fn write(&self, file: &Path) -> io::Result<()> {
        let folder = file.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder)?;
        let mut beside = tempfile::NamedTempFile::new_in(folder)?;
        serde_json::to_writer(io::BufWriter::new(&mut beside), &self.0)?;
        beside.persist(file).map_err(|error| error.error)?;
        Ok(())
    }

    /// The digests of files, in their order; what is known is not read, and the rest by all processors. Files that are not among
    /// these are forgotten.
    pub fn digests(&mut self, files: &[(&Path, &Metadata)]) -> Result<Vec<Digest>, Unread> {
        let known: Vec<Option<Digest>> = files
            .iter()
            .map(|(path, metadata)| {
                self.0.get(*path).filter(|seen| seen.mark == mark(metadata)).map(|seen| seen.digest.clone())
            })
            .collect();
        let unknown: Vec<usize> = (0..files.len()).filter(|at| known[*at].is_none()).collect();
        let threads = thread::available_parallelism().map_or(1, NonZero::get).min(unknown.len());
        let read = |first: usize| -> Result<Vec<(usize, Digest)>, Unread> {
            let own = unknown.iter().skip(first).step_by(threads);
            own.map(|at| Ok((*at, digest(files[*at].0)?))).collect()
        };
        let mut digests = known;
        thread::scope(|scope| {
            let read = &read;
            let readers: Vec<_> = (0..threads).map(|first| scope.spawn(move || read(first))).collect();
            for reader in readers {
                for (at, digest) in reader.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))? {
                    digests[at] = Some(digest);
                }
            }
            Ok(())
        })?;
        let digests: Vec<Digest> = digests.into_iter().flatten().collect();
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let settled = i128::try_from(now.saturating_sub(SETTLED).as_nanos()).unwrap_or_default();
        let seen = files.iter().zip(&digests).map(|((path, metadata), digest)| {
            ((*path).to_owned(), Seen { mark: mark(metadata), digest: digest.clone() })
        });
        self.0 = seen.filter(|(_, Seen { mark, .. })| mark.2.max(mark.3) < settled).collect();
        Ok(digests)
    }
}

fn mark(metadata: &Metadata) -> Mark {
    let nanoseconds = |seconds: i64, rest: i64| i128::from(seconds) * 1_000_000_000 + i128::from(rest);
    (
        metadata.len(),
        metadata.ino(),
        nanoseconds(metadata.mtime(), metadata.mtime_nsec()),
        nanoseconds(metadata.ctime(), metadata.ctime_nsec()),
    )
}

fn digest(path: &Path) -> Result<Digest, Unread> {
    let unread = |error| Unread { path: path.to_owned(), error };
    let mut file = File::open(path).map_err(unread)?;
    let mut hasher = Hasher::default();
    let mut part = vec![0; PART];
    loop {
        match file.read(&mut part).map_err(unread)? {
            0 => return Ok(hasher.finish()),
            count => hasher.update(part.get(..count).unwrap_or_default()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digests(known: &mut Known, paths: &[&Path]) -> Result<Vec<Digest>, Unread> {
        let metadata: Vec<Metadata> = paths.iter().map(|path| fs::metadata(path).unwrap()).collect();
        known.digests(&paths.iter().copied().zip(&metadata).collect::<Vec<_>>())
    }

    /// Writes a file that was not touched for long, as far as its times tell.
    fn old(path: &Path, content: &[u8], seconds: u64) {
        fs::write(path, content).unwrap();
        let time = UNIX_EPOCH + Duration::from_secs(seconds);
        File::options().write(true).open(path).unwrap().set_modified(time).unwrap();
    }

    #[test]
    fn files_are_read_by_all_processors_in_their_order() {
        let folder = tempfile::tempdir().unwrap();
        let paths: Vec<PathBuf> = (0..40).map(|name| folder.path().join(name.to_string())).collect();
        for path in &paths {
            fs::write(path, path.to_str().unwrap()).unwrap();
        }
        let paths: Vec<&Path> = paths.iter().map(PathBuf::as_path).collect();
        let found = digests(&mut Known::default(), &paths).unwrap();
        let wanted: Vec<Digest> = paths.iter().map(|path| Digest::of(path.to_str().unwrap().as_bytes())).collect();
        assert_eq!(found, wanted);
        assert_eq!(Known::default().digests(&[]).unwrap(), []);
    }

    #[test]
    fn what_was_written_just_now_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        // However old its content says it is: what the file system changed just now is not settled.
        old(&file, b"one", 1);
        let mut known = Known::default();
        digests(&mut known, &[&file]).unwrap();
        assert_eq!(known, Known::default());
    }

    #[test]
    fn what_is_known_is_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let (file, list) = (folder.path().join("file"), folder.path().join("known/list.json"));
        old(&file, b"one", 1);
        let seen = |digest| Seen { mark: mark(&fs::metadata(&file).unwrap()), digest };
        let known = Known([(file.clone(), seen(Digest::of(b"remembered")))].into());
        known.write(&list).unwrap();
        let mut known = Known::read(&list);
        assert_eq!(digests(&mut known, &[&file]).unwrap(), [Digest::of(b"remembered")]);
        // Another length, the same length at another time.
        for (content, seconds) in [(b"three".as_slice(), 1), (b"two".as_slice(), 2)] {
            let mut known = Known::read(&list);
            old(&file, content, seconds);
            assert_eq!(digests(&mut known, &[&file]).unwrap(), [Digest::of(content)]);
        }
        fs::write(&list, "{").unwrap();
        assert_eq!(Known::read(&list), Known::default());
    }

    #[test]
    fn a_file_that_is_gone_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let metadata = fs::metadata(folder.path()).unwrap();
        let gone = folder.path().join("gone");
        let error = Known::default().digests(&[(&gone, &metadata)]).unwrap_err();
        assert!(error.to_string().contains("gone cannot be read"), "{error}");
    }
}
