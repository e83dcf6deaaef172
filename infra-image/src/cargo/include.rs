//! The files that an image includes.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::CargoError;

/// What is never included from inside of a folder: it is no part of the source.
const NEVER: [&str; 2] = [".git", ".infra"];

/// The files that patterns name below a root, by their paths from there with `/`, and where each lies. `built` is the folder
/// that cargo builds in, which is left out. Each pattern names something.
pub(super) fn files(root: &Path, built: &Path, patterns: &[String]) -> Result<BTreeMap<String, PathBuf>, CargoError> {
    let mut all = BTreeMap::new();
    for pattern in patterns {
        let parts: Vec<&str> = pattern.split('/').filter(|part| !matches!(*part, "" | ".")).collect();
        let mut found = Found { root, built, parts: &parts, files: BTreeMap::new() };
        // Nothing above the first pattern needs to be looked through.
        let plain = parts.iter().take_while(|part| !part.contains(['*', '?'])).count();
        let start: Vec<String> = parts[..plain].iter().map(|part| (*part).to_owned()).collect();
        found.take(&start).map_err(|why| CargoError::Include { include: pattern.clone(), why })?;
        if found.files.is_empty() {
            let why = format!("there is no such file in {}", root.display());
            return Err(CargoError::Include { include: pattern.clone(), why });
        }
        all.append(&mut found.files);
    }
    Ok(all)
}

struct Found<'a> {
    root: &'a Path,
    built: &'a Path,
    parts: &'a [&'a str],
    files: BTreeMap<String, PathBuf>,
}

impl Found<'_> {
    /// Takes a file, or what is in a folder.
    fn take(&mut self, name: &[String]) -> Result<(), String> {
        let path = name.iter().fold(self.root.to_owned(), |path, part| path.join(part));
        let failed = |error: std::io::Error| format!("{}: {error}", path.display());
        let Ok(metadata) = fs::symlink_metadata(&path) else { return Ok(()) };
        if metadata.is_symlink() {
            let real = path.canonicalize().map_err(failed)?;
            let root = self.root.canonicalize().map_err(failed)?;
            if !real.starts_with(root) {
                return Err(format!("{} leads out of the workspace", path.display()));
            }
            if real.is_dir() {
                return Err(format!("{} is a link to a folder: name the folder itself", path.display()));
            }
        }
        if metadata.is_dir() {
            if path == self.built || name.last().is_some_and(|last| NEVER.contains(&last.as_str())) {
                return Ok(());
            }
            for entry in fs::read_dir(&path).map_err(failed)? {
                let entry = entry.map_err(failed)?.file_name();
                let entry = entry.to_str().ok_or_else(|| format!("{} has a name that is no UTF-8", path.display()))?;
                self.take(&[name, &[entry.to_owned()]].concat())?;
            }
            return Ok(());
        }
        let names: Vec<&str> = name.iter().map(String::as_str).collect();
        if matches(self.parts, &names) {
            if !path.is_file() {
                return Err(format!("{} is neither a file nor a folder", path.display()));
            }
            self.files.insert(name.join("/"), path);
        }
        Ok(())
    }
}

/// Whether a pattern names a path, or a folder above it.
fn matches(pattern: &[&str], path: &[&str]) -> bool {
    match (pattern, path) {
        ([], _) => true,
        (["**", rest @ ..], _) => {
            (rest.is_empty() && !path.is_empty())
                || (0..=path.len()).any(|from| !rest.is_empty() && matches(rest, &path[from..]))
        }
        ([part, rest @ ..], [name, below @ ..]) => {
            let (part, name): (Vec<char>, Vec<char>) = (part.chars().collect(), name.chars().collect());
            is_like(&part, &name) && matches(rest, below)
        }
        (_, []) => false,
    }
}

/// Whether one name is as a pattern has it: `*` for any letters, `?` for one.
fn is_like(pattern: &[char], name: &[char]) -> bool {
    match (pattern, name) {
        ([], []) => true,
        (['*', rest @ ..], _) => (0..=name.len()).any(|from| is_like(rest, &name[from..])),
        (['?', rest @ ..], [_, below @ ..]) => is_like(rest, below),
        ([letter, rest @ ..], [same, below @ ..]) => letter == same && is_like(rest, below),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in [
            "assets/logo.svg",
            "assets/fonts/a b.woff",
            "web/templates/index.html",
            "web/templates/mail/order.html",
            "web/[id].html",
            "target/debug/index.html",
            ".git/config",
            ".sqlx/query.json",
        ] {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, file).unwrap();
        }
        folder
    }

    fn found(folder: &Path, patterns: &[&str]) -> Result<Vec<String>, String> {
        let patterns: Vec<String> = patterns.iter().map(|pattern| (*pattern).to_owned()).collect();
        let files = files(folder, &folder.join("target"), &patterns).map_err(|error| error.to_string())?;
        Ok(files.into_keys().collect())
    }

    #[test]
    fn files_folders_and_patterns() {
        let folder = folder();
        for (pattern, names) in [
            ("assets", &["assets/fonts/a b.woff", "assets/logo.svg"][..]),
            ("./assets/logo.svg", &["assets/logo.svg"]),
            ("assets/*", &["assets/fonts/a b.woff", "assets/logo.svg"]),
            ("assets/*.svg", &["assets/logo.svg"]),
            ("web/templates/**", &["web/templates/index.html", "web/templates/mail/order.html"]),
            ("**/*.html", &["web/[id].html", "web/templates/index.html", "web/templates/mail/order.html"]),
            ("web/[id].html", &["web/[id].html"]),
            ("web/?emplates/mail", &["web/templates/mail/order.html"]),
            (".sqlx", &[".sqlx/query.json"]),
        ] {
            assert_eq!(found(folder.path(), &[pattern]).unwrap(), names, "{pattern}");
        }
        assert_eq!(found(folder.path(), &["."]).unwrap().len(), 6);
    }

    #[test]
    fn what_is_not_there_is_said() {
        let folder = folder();
        let error = found(folder.path(), &["assets", "asset/*.png"]).unwrap_err();
        assert!(error.starts_with("`include = [\"asset/*.png\"]`: there is no such file in "), "{error}");
    }

    #[test]
    fn a_link_does_not_lead_outside() {
        let folder = folder();
        let link = |to: &str, name: &str| std::os::unix::fs::symlink(to, folder.path().join(name)).unwrap();
        link("logo.svg", "assets/same.svg");
        assert_eq!(found(folder.path(), &["assets/*.svg"]).unwrap(), ["assets/logo.svg", "assets/same.svg"]);
        link("/etc/passwd", "assets/users");
        assert!(found(folder.path(), &["assets"]).unwrap_err().ends_with("leads out of the workspace"));
        link("fonts", "assets/also");
        assert!(found(folder.path(), &["assets/also"]).unwrap_err().contains("is a link to a folder"));
    }
}
