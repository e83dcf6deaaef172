//! What cargo notes of a build: the files that something was built of, and the variables that were read.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// What a binary was built of, of the user's own source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Notes {
    /// Files.
    pub(super) files: BTreeSet<PathBuf>,
    /// Folders of which all files count, as of a build script that does not say what it reads.
    pub(super) folders: BTreeSet<PathBuf>,
    /// Variables of the environment.
    pub(super) variables: BTreeSet<String>,
    /// Whether the folder of the source itself was read, which is another one elsewhere.
    pub(super) knows_folder: bool,
}

impl Notes {
    /// Takes what cargo noted beside an executable.
    pub(super) fn take_files(&mut self, executable: &Path) {
        let mut note = executable.as_os_str().to_owned();
        note.push(".d");
        for path in noted(&fs::read_to_string(note).unwrap_or_default()) {
            if path.is_dir() {
                self.folders.insert(path);
            } else {
                self.files.insert(path);
            }
        }
    }

    /// Takes the variables that crates of these names read while they were compiled, as the compiler noted in a folder.
    pub(super) fn take_variables(&mut self, folder: &Path, crates: &BTreeSet<String>) {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let name = entry.file_name();
            let name = name.to_str().and_then(|name| name.strip_suffix(".d")?.rsplit_once('-')).map(|(name, _)| name);
            if name.is_some_and(|name| crates.contains(name)) {
                let text = fs::read_to_string(entry.path()).unwrap_or_default();
                text.lines().filter_map(|line| line.strip_prefix("# env-dep:")).for_each(|line| {
                    let name = line.split('=').next().unwrap_or_default();
                    self.knows_folder |= name == "CARGO_MANIFEST_DIR";
                    // What cargo sets itself follows from the rest.
                    if !name.starts_with("CARGO") && name != "OUT_DIR" {
                        self.variables.insert(name.to_owned());
                    }
                });
            }
        }
    }

    /// Takes what a build script of the package in a folder said of what it reads; all of the package where it said nothing.
    pub(super) fn take_script(&mut self, out: &Path, package: &Path) {
        let said = fs::read_to_string(out.with_file_name("output")).unwrap_or_default();
        let mut told = false;
        for line in said.lines().filter_map(|line| line.strip_prefix("cargo::").or_else(|| line.strip_prefix("cargo:")))
        {
            told |= line.starts_with("rerun-if-");
            if let Some(name) = line.strip_prefix("rerun-if-env-changed=") {
                self.variables.insert(name.to_owned());
            }
        }
        if !told {
            self.folders.insert(package.to_owned());
        }
    }
}

/// The files of the first rule of a `.d` file, as make writes them: `target: file file\ with\ spaces`.
#[must_use]
pub fn noted(text: &str) -> Vec<PathBuf> {
    let Some((_, files)) = text.lines().next().and_then(|line| line.split_once(": ")) else { return Vec::new() };
    // No path of a file has this letter.
    let files = files.replace("\\ ", "\0");
    files.split(' ').filter(|file| !file.is_empty()).map(|file| PathBuf::from(file.replace('\0', " "))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_with_spaces_are_one() {
        assert_eq!(noted("/t/web: /a\\ page.html /b.rs\n\n/b.rs:\n"), [Path::new("/a page.html"), Path::new("/b.rs")]);
        assert_eq!(noted(""), [] as [&Path; 0]);
    }

    #[test]
    fn variables_and_folders_are_noted() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        let rule = format!("{}: {} {}\n", path("web").display(), path("main.rs").display(), folder.path().display());
        fs::write(path("web.d"), rule).unwrap();
        let lines = "/t: a.rs\n\n# env-dep:SHA=abc\n# env-dep:CARGO_PKG_NAME=web\n# env-dep:CARGO_MANIFEST_DIR=/shop\n";
        fs::write(path("my_web-0a1b.d"), lines).unwrap();
        fs::write(path("serde-0a1b.d"), "# env-dep:OTHER=1\n").unwrap();
        let mut notes = Notes::default();
        notes.take_files(&path("web"));
        notes.take_variables(folder.path(), &["my_web".to_owned()].into());
        assert_eq!((notes.files, notes.folders), ([path("main.rs")].into(), [folder.path().to_owned()].into()));
        assert_eq!((notes.variables, notes.knows_folder), (["SHA".to_owned()].into(), true));
    }

    #[test]
    fn a_build_script_says_what_it_reads_or_reads_all() {
        let folder = tempfile::tempdir().unwrap();
        let mut notes = Notes::default();
        fs::write(folder.path().join("output"), "cargo::rerun-if-env-changed=GREETING\ncargo:warning=x\n").unwrap();
        notes.take_script(&folder.path().join("out"), Path::new("/shop/web"));
        assert_eq!((notes.variables.len(), notes.folders.len()), (1, 0));
        fs::write(folder.path().join("output"), "cargo:rustc-cfg=x\n").unwrap();
        notes.take_script(&folder.path().join("out"), Path::new("/shop/web"));
        assert_eq!(notes.folders, [PathBuf::from("/shop/web")].into());
    }
}
