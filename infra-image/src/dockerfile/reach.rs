//! Which files of the context the needed instructions reach.

use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use super::ignore::{Folder, Ignore, Pattern, clean};
use super::stage::Take;

/// What is reached, by its path in the context, with slashes.
pub(crate) type Reached = BTreeMap<String, Entry>;

/// Something in the context.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    /// Where it is.
    pub(crate) path: PathBuf,
    /// What it is.
    pub(crate) kind: Kind,
    /// What the file system says of it.
    pub(crate) metadata: Metadata,
    /// The first instruction that takes it: its place among those that take something.
    pub(crate) taken_by: usize,
}

/// What something in a context is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    File {
        is_executable: bool,
    },
    /// Where a symbolic link leads.
    Link(String),
    /// A folder of which nothing else is reached.
    Folder,
    /// A socket, a pipe or a device.
    Other,
}

/// What cannot be read.
#[derive(Debug)]
pub(crate) struct Unreadable {
    pub(crate) path: PathBuf,
    pub(crate) error: io::Error,
}

/// The files of a context that instructions take. What is not there is not reached: the build says that it is missing.
pub(crate) fn reach(context: &Path, ignore: &Ignore, takes: &[Take]) -> Result<Reached, Unreadable> {
    let canonical = fs::canonicalize(context).map_err(|error| Unreadable { path: context.to_owned(), error })?;
    let mut reached = Reached::new();
    for (taken_by, take) in takes.iter().enumerate() {
        // Patterns of `--exclude` are told from the folder that is copied. With `--parents` it is another, and only those that
        // hold everywhere are sure.
        let excludes = take.excludes.iter().map(String::as_str);
        let excludes = excludes.filter(|pattern| !take.keeps_parents || pattern.starts_with("**"));
        let mut walk =
            Walk { context: &canonical, ignore, excludes: Ignore::of(excludes), taken_by, reached: &mut reached };
        for source in &take.sources {
            walk.source(source)?;
        }
    }
    Ok(reached)
}

struct Walk<'a> {
    context: &'a Path,
    ignore: &'a Ignore,
    excludes: Ignore,
    taken_by: usize,
    reached: &'a mut Reached,
}

impl Walk<'_> {
    /// Takes a source: a path, or a pattern.
    fn source(&mut self, source: &str) -> Result<(), Unreadable> {
        // Nothing leads out of the context.
        let path = clean(&format!("/{source}"));
        let path = path.trim_start_matches('/');
        let wild = path.split('/').position(|part| part.contains(['*', '?', '[', '\\']));
        match wild {
            None => self.take(path),
            Some(place) => {
                let folder = path.split('/').take(place).collect::<Vec<_>>().join("/");
                match Pattern::new(path) {
                    Some(pattern) => self.matching(&folder, &pattern),
                    // Malformed: the builder refuses it.
                    None => Ok(()),
                }
            }
        }
    }

    /// Takes what matches a pattern, below a folder.
    fn matching(&mut self, folder: &str, pattern: &Pattern) -> Result<(), Unreadable> {
        let Some(names) = self.names(folder)? else { return Ok(()) };
        for name in names {
            let path = join(folder, &name);
            if pattern.matches(&path) {
                self.take(&path)?;
            } else if pattern.may_match_below(&path) && self.context.join(&path).is_dir() {
                let is_closed = self.ignore.ignores(&path) && !self.ignore.may_take_back_below(&path);
                if !is_closed {
                    self.matching(&path, pattern)?;
                }
            }
        }
        Ok(())
    }

    /// Takes a path that an instruction names: a link is followed.
    fn take(&mut self, path: &str) -> Result<(), Unreadable> {
        let place = self.context.join(path);
        let Some(metadata) = there(fs::symlink_metadata(&place), &place)? else { return Ok(()) };
        if let Ok(led) = fs::canonicalize(&place)
            && led != place
            && let Ok(led) = led.strip_prefix(self.context)
        {
            self.links(path);
            return self.take(&led.to_string_lossy());
        }
        let (ignored, folder) = if path.is_empty() { Default::default() } else { self.ignore.enter(path) };
        if metadata.is_dir() {
            if !ignored || self.ignore.may_take_back_below(path) {
                self.folder(path, &folder, path.len() + usize::from(!path.is_empty()), &Folder::default())?;
            }
        } else if !ignored {
            self.add(path, metadata);
        }
        Ok(())
    }

    /// Adds the links on the way to a path.
    fn links(&mut self, path: &str) {
        let ends: Vec<usize> = path.match_indices('/').map(|(at, _)| at).chain([path.len()]).collect();
        for end in ends {
            if let Ok(metadata) = fs::symlink_metadata(self.context.join(&path[..end]))
                && metadata.is_symlink()
            {
                self.add(&path[..end], metadata);
            }
        }
    }

    /// Takes all of a folder; gives whether there was something. Excludes are told from `root` letters on.
    fn folder(&mut self, folder: &str, state: &Folder, root: usize, excluded: &Folder) -> Result<bool, Unreadable> {
        let mut is_something = false;
        for name in self.names(folder)?.unwrap_or_default() {
            let path = join(folder, &name);
            let (is_ignored, state) = match folder {
                "" => self.ignore.step(&path, &Folder::default()),
                _ => self.ignore.step(&path, state),
            };
            let (is_excluded, excluded) = self.excludes.step(&path[root..], excluded);
            let place = self.context.join(&path);
            let Some(metadata) = there(fs::symlink_metadata(&place), &place)? else { continue };
            let may_hold = |rules: &Ignore, out: bool, path: &str| !out || rules.may_take_back_below(path);
            if metadata.is_dir() {
                if !may_hold(self.ignore, is_ignored, &path) || !may_hold(&self.excludes, is_excluded, &path[root..]) {
                    continue;
                }
                if self.folder(&path, &state, root, &excluded)? {
                    is_something = true;
                } else if !is_ignored && !is_excluded {
                    self.add(&path, metadata);
                    is_something = true;
                }
            } else if !is_ignored && !is_excluded {
                self.add(&path, metadata);
                is_something = true;
            }
        }
        Ok(is_something)
    }

    fn names(&self, folder: &str) -> Result<Option<Vec<String>>, Unreadable> {
        let place = self.context.join(folder);
        let Some(entries) = there(fs::read_dir(&place), &place)? else { return Ok(None) };
        let names = entries.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()));
        names.collect::<io::Result<_>>().map(Some).map_err(|error| Unreadable { path: place, error })
    }

    fn add(&mut self, path: &str, metadata: Metadata) {
        let place = self.context.join(path);
        let kind = if metadata.is_file() {
            Kind::File { is_executable: metadata.permissions().mode() & 0o100 != 0 }
        } else if metadata.is_symlink() {
            Kind::Link(fs::read_link(&place).unwrap_or_default().to_string_lossy().into_owned())
        } else if metadata.is_dir() {
            Kind::Folder
        } else {
            Kind::Other
        };
        let entry = Entry { path: place, kind, metadata, taken_by: self.taken_by };
        self.reached.entry(path.to_owned()).or_insert(entry);
    }
}

/// What is there; a file that goes while it is looked at is as one that never was.
fn there<T>(found: io::Result<T>, path: &Path) -> Result<Option<T>, Unreadable> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(Unreadable { path: path.to_owned(), error }),
    }
}

fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

#[cfg(test)]
mod tests;
