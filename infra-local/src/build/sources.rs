//! The files that binaries are built of, and whether they have changed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use infra_image::cargo::{Binary, CargoError, Wanted, Workspace, noted};

/// What is never part of a package.
const SKIPPED: [&str; 2] = ["target", "node_modules"];

/// The files that binaries are built of: the Rust files and manifests of their packages and of those that these depend on by
/// path, and what else cargo noted at the last build (`include_str!`, what build scripts name).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sources {
    folders: BTreeSet<PathBuf>,
    files: BTreeSet<PathBuf>,
    /// What cargo writes beside executables.
    notes: Vec<PathBuf>,
}

/// The files at one moment: length, and when they were changed, in nanoseconds since 1970.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snapshot(BTreeMap<PathBuf, (u64, i128)>);

impl Sources {
    /// The sources of what is wanted, and of further binaries that are known.
    pub fn of(workspace: &Workspace, wanted: &[Wanted], further: &[Binary]) -> Result<Self, CargoError> {
        let found: Vec<Binary> = wanted
            .iter()
            .map(|wanted| workspace.wanted(wanted))
            .chain(further.iter().cloned().map(Ok))
            .collect::<Result<_, _>>()?;
        let all: Vec<&Binary> = found.iter().collect();
        let (inside, outside) = workspace.closure(&all);
        let folders = inside.iter().map(|package| package.folder().to_owned()).chain(outside).collect();
        let files = ["Cargo.toml", "Cargo.lock", ".cargo/config.toml", "rust-toolchain.toml"];
        let notes = all.iter().map(|binary| workspace.target.join("debug").join(format!("{}.d", binary.name)));
        Ok(Self {
            folders,
            files: files.iter().map(|file| workspace.root.join(file)).collect(),
            notes: notes.collect(),
        })
    }

    /// How they are now. What cannot be read is not there.
    #[must_use]
    pub fn look(&self) -> Snapshot {
        let mut files = self.files.clone();
        for note in &self.notes {
            files.extend(fs::read_to_string(note).map(|text| noted(&text)).unwrap_or_default());
        }
        for folder in &self.folders {
            walk(folder, &mut files);
        }
        let states = files.into_iter().filter_map(|file| {
            let metadata = fs::metadata(&file).ok()?;
            let changed = i128::from(metadata.mtime()) * 1_000_000_000 + i128::from(metadata.mtime_nsec());
            Some((file, (metadata.len(), changed)))
        });
        Snapshot(states.collect())
    }
}

/// The Rust files and the manifest below a folder, without other packages.
fn walk(folder: &Path, files: &mut BTreeSet<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let (path, name) = (entry.path(), entry.file_name());
        let name = name.to_string_lossy();
        let kind = entry.file_type();
        if kind.is_ok_and(|kind| kind.is_dir()) {
            let other = name.starts_with('.') || SKIPPED.contains(&&*name) || path.join("Cargo.toml").exists();
            if !other {
                walk(&path, files);
            }
        } else if name == "Cargo.toml" || path.extension().is_some_and(|extension| extension == "rs") {
            files.insert(path);
        }
    }
}

impl Snapshot {
    /// Takes how one file is now.
    pub fn take(&mut self, file: &Path, now: &Self) {
        match now.0.get(file) {
            Some(state) => _ = self.0.insert(file.to_owned(), *state),
            None => _ = self.0.remove(file),
        }
    }

    /// The files that are not as they were in `before`.
    #[must_use]
    pub fn changes(&self, before: &Self) -> Vec<PathBuf> {
        let changed = self.0.iter().filter(|(file, state)| before.0.get(*file) != Some(*state)).map(|(file, _)| file);
        let gone = before.0.keys().filter(|file| !self.0.contains_key(*file));
        changed.chain(gone).cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scratch::Scratch;

    fn sources(scratch: &Scratch) -> Sources {
        let root = scratch.path().to_owned();
        Sources { folders: [root.clone()].into(), files: [].into(), notes: vec![root.join("target/debug/web.d")] }
    }

    fn names(scratch: &Scratch, files: Vec<PathBuf>) -> Vec<String> {
        let relative = files.iter().map(|file| file.strip_prefix(scratch.path()).unwrap().display().to_string());
        relative.collect()
    }

    #[test]
    fn what_is_built_of_is_seen_and_nothing_else() {
        let scratch = Scratch::new();
        for file in
            ["src/main.rs", "target/debug/made.rs", ".git/x.rs", "other/Cargo.toml", "other/src/lib.rs", "data.db"]
        {
            scratch.file(file, "");
        }
        let before = sources(&scratch).look();
        for file in ["src/main.rs", "target/debug/made.rs", ".git/x.rs", "other/src/lib.rs", "data.db"] {
            scratch.file(file, "changed");
        }
        scratch.file("src/new.rs", "");
        let after = sources(&scratch).look();
        assert_eq!(names(&scratch, after.changes(&before)), ["src/main.rs", "src/new.rs"]);
        let mut taken = before.clone();
        taken.take(&scratch.path().join("src/new.rs"), &after);
        assert_eq!(names(&scratch, after.changes(&taken)), ["src/main.rs"]);
        fs::remove_file(scratch.path().join("src/new.rs")).unwrap();
        assert_eq!(names(&scratch, sources(&scratch).look().changes(&after)), ["src/new.rs"]);
    }

    #[test]
    fn what_cargo_noted_is_seen_too() {
        let scratch = Scratch::new();
        let page = scratch.file("a page.html", "");
        let noted = page.display().to_string().replace(' ', "\\ ");
        scratch.file("target/debug/web.d", &format!("/target/debug/web: {noted} /nowhere/else.rs\n"));
        let before = sources(&scratch).look();
        scratch.file("a page.html", "changed");
        assert_eq!(sources(&scratch).look().changes(&before), [page]);
    }
}
