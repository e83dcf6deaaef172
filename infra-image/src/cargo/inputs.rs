//! The files and variables of a fingerprint.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Component, Path, PathBuf};
use std::time::SystemTime;

use super::config::Variables;
use super::notes::Notes;
use crate::{Digest, Fingerprint};

/// What is no part of a package, whatever it is.
const SKIPPED: [&str; 2] = ["target", "node_modules"];

/// The files of a workspace, each read once.
pub(super) struct Inputs<'a> {
    root: &'a Path,
    /// What is made, and what follows from the compiler and the lock: below these nothing counts.
    others: Vec<PathBuf>,
    variables: &'a Variables,
    seen: RefCell<BTreeMap<PathBuf, Option<String>>>,
}

impl<'a> Inputs<'a> {
    pub(super) fn new(root: &'a Path, others: Vec<PathBuf>, variables: &'a Variables) -> Self {
        Self { root, others, variables, seen: RefCell::default() }
    }

    /// Adds what a build was noted to read. What has changed since `begun` may be other than what was built of, and counts as
    /// nothing that is known.
    pub(super) fn add_noted(&self, fingerprint: &mut Fingerprint, notes: &Notes, begun: SystemTime) {
        let mut files: BTreeSet<String> = notes.files.iter().filter_map(|file| self.name(file)).collect();
        for folder in notes.folders.iter().filter_map(|folder| self.name(folder)) {
            files.extend(self.add_list(fingerprint, &folder));
        }
        for file in files {
            let changed = fs::metadata(self.path(&file)).and_then(|metadata| metadata.modified());
            if changed.is_ok_and(|changed| changed > begun) {
                fingerprint.add("file", &file, "changed while it was built");
            } else {
                self.add_file(fingerprint, &file);
            }
        }
        notes.variables.iter().for_each(|name| self.add_variable(fingerprint, name));
    }

    /// Adds what another fingerprint has, as it is now. What is gone is left out.
    pub(super) fn add_known(&self, fingerprint: &mut Fingerprint, known: &Fingerprint) {
        for (input, _) in known.inputs() {
            match input.split_once(' ') {
                Some(("file", file)) => self.add_file(fingerprint, file),
                Some(("files", folder)) => {
                    for file in self.add_list(fingerprint, folder) {
                        self.add_file(fingerprint, &file);
                    }
                }
                Some(("variable", name)) => self.add_variable(fingerprint, name),
                _ => {}
            }
        }
    }

    /// Adds a file that is to be included, with whether it may be run.
    pub(super) fn add_included(&self, fingerprint: &mut Fingerprint, name: &str, path: &Path) {
        if let Some(digest) = self.digest(path) {
            fingerprint.add("include", name, format!("{} {digest}", if is_run(path) { "100755" } else { "100644" }));
        }
    }

    fn add_file(&self, fingerprint: &mut Fingerprint, name: &str) {
        if let Some(digest) = self.digest(&self.path(name)) {
            fingerprint.add("file", name, digest);
        }
    }

    /// Adds which files a folder has, and names them.
    fn add_list(&self, fingerprint: &mut Fingerprint, folder: &str) -> Vec<String> {
        let mut files = Vec::new();
        self.walk(&self.path(folder), &mut files);
        files.sort();
        fingerprint.add("files", folder, Digest::of(files.join("\0").as_bytes()).to_string());
        files
    }

    fn add_variable(&self, fingerprint: &mut Fingerprint, name: &str) {
        let value = self.variables.get(name).map(|value| Digest::of(value.as_bytes()).to_string());
        fingerprint.add("variable", name, value.unwrap_or_else(|| "not set".to_owned()));
    }

    fn walk(&self, folder: &Path, files: &mut Vec<String>) {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let (path, name) = (entry.path(), entry.file_name());
            let name = name.to_string_lossy();
            if name.starts_with('.') || self.others.iter().any(|other| path.starts_with(other)) {
                continue;
            }
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                if !SKIPPED.contains(&&*name) && !path.join("Cargo.toml").exists() {
                    self.walk(&path, files);
                }
            } else {
                files.extend(self.name(&path));
            }
        }
    }

    /// What a path is called in a fingerprint; nothing for what does not count.
    fn name(&self, path: &Path) -> Option<String> {
        let counts = !self.others.iter().any(|other| path.starts_with(other));
        counts.then(|| relative(self.root, path)).flatten()
    }

    fn path(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    fn digest(&self, path: &Path) -> Option<String> {
        let mut seen = self.seen.borrow_mut();
        let digest = seen.entry(path.to_owned());
        digest.or_insert_with(|| Some(Digest::of(&fs::read(path).ok()?).to_string())).clone()
    }
}

/// Whether a file may be run.
pub(super) fn is_run(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|metadata| metadata.permissions().mode() & 0o111 != 0)
}

/// A path from a root, with `/`, and with `..` where it lies outside.
pub(super) fn relative(root: &Path, path: &Path) -> Option<String> {
    let common = root.components().zip(path.components()).take_while(|(one, other)| one == other).count();
    let up = root.components().skip(common).map(|_| Some(".."));
    let down = path.components().skip(common).map(|part| match part {
        Component::Normal(part) => part.to_str(),
        _ => None,
    });
    let parts: Vec<&str> = up.chain(down).collect::<Option<_>>()?;
    Some(if parts.is_empty() { ".".to_owned() } else { parts.join("/") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_told_from_the_root() {
        for (path, name) in [
            ("/shop/web/src/main.rs", "web/src/main.rs"),
            ("/shop", "."),
            ("/common/src/lib.rs", "../common/src/lib.rs"),
        ] {
            assert_eq!(relative(Path::new("/shop"), Path::new(path)).as_deref(), Some(name));
        }
    }

    #[test]
    fn what_was_noted_is_looked_at_again() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        for file in ["web/src/main.rs", "web/proto/a.proto", "web/target/x", "target/gen.rs", "unrelated"] {
            fs::create_dir_all(root.join(file).parent().unwrap()).unwrap();
            fs::write(root.join(file), file).unwrap();
        }
        let variables = Variables::from([("SHA".to_owned(), "abc".to_owned())]);
        let inputs = || Inputs::new(root, vec![root.join("target")], &variables);
        let notes = Notes {
            files: ["web/src/main.rs", "target/gen.rs"].map(|file| root.join(file)).into(),
            folders: [root.join("web/proto")].into(),
            variables: ["SHA".to_owned(), "UNSET".to_owned()].into(),
            knows_folder: false,
        };
        let later = SystemTime::now() + std::time::Duration::from_mins(1);
        let mut noted = Fingerprint::default();
        inputs().add_noted(&mut noted, &notes, later);
        let names: Vec<&str> = noted.inputs().map(|(name, _)| name).collect();
        assert_eq!(
            names,
            ["file web/proto/a.proto", "file web/src/main.rs", "files web/proto", "variable SHA", "variable UNSET"]
        );

        let again = || {
            let mut again = Fingerprint::default();
            inputs().add_known(&mut again, &noted);
            again.changes(&noted).iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        assert_eq!(again(), [""; 0]);
        fs::write(root.join("unrelated"), "changed").unwrap();
        assert_eq!(again(), [""; 0]);
        fs::write(root.join("web/proto/b.proto"), "new").unwrap();
        fs::write(root.join("web/src/main.rs"), "changed").unwrap();
        assert_eq!(
            again(),
            ["file web/proto/b.proto is new", "file web/src/main.rs changed", "files web/proto changed"]
        );
        fs::remove_file(root.join("web/src/main.rs")).unwrap();
        assert!(again().contains(&"file web/src/main.rs is gone".to_owned()));
    }

    #[test]
    fn what_changed_while_it_was_built_is_built_again() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("main.rs"), "").unwrap();
        let notes = Notes { files: [folder.path().join("main.rs")].into(), ..Notes::default() };
        let variables = Variables::new();
        let inputs = Inputs::new(folder.path(), vec![], &variables);
        let mut noted = Fingerprint::default();
        inputs.add_noted(&mut noted, &notes, SystemTime::UNIX_EPOCH);
        let mut now = Fingerprint::default();
        inputs.add_known(&mut now, &noted);
        assert_eq!(now.changes(&noted)[0].to_string(), "file main.rs changed");
    }
}
