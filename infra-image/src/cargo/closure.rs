//! What a binary is built of, as `cargo tree` tells it: for its package, its features and its target alone. The metadata of a
//! workspace have the features of all its members together.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// What `cargo tree` is asked for: the depth, features and package of each line.
pub(super) const FORMAT: [&str; 6] = ["--prefix", "depth", "--format", "|{f}|{p}", "--edges", "normal,build"];

/// What compiles C: who depends on it has C in it.
const COMPILERS: [&str; 2] = ["cc", "cmake"];

/// The packages that a binary is built of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Closure {
    /// By name and version.
    pub packages: BTreeMap<(String, String), Used>,
    /// Those that compile C.
    pub native: BTreeSet<String>,
}

/// How a package is used.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Used {
    /// The features that it is built with: for the target and for this machine they may differ.
    pub features: BTreeSet<String>,
    /// Its folder, where it is a part of the user's own source.
    pub folder: Option<PathBuf>,
}

impl Closure {
    /// Reads what `cargo tree` wrote.
    pub(super) fn read(text: &str) -> Self {
        let mut closure = Self::default();
        let mut above: Vec<String> = Vec::new();
        for line in text.lines() {
            let mut parts = line.splitn(3, '|');
            let (Some(depth), Some(features), Some(package)) = (parts.next(), parts.next(), parts.next()) else {
                continue;
            };
            let (Ok(depth), Some((name, version, folder))) = (depth.parse::<usize>(), package_of(package)) else {
                continue;
            };
            above.truncate(depth);
            let parent = above.last().filter(|parent| !COMPILERS.contains(&parent.as_str()));
            if let Some(parent) = parent.filter(|_| COMPILERS.contains(&name)) {
                closure.native.insert(parent.clone());
            }
            above.push(name.to_owned());
            let used = closure.packages.entry((name.to_owned(), version.to_owned())).or_default();
            used.features.insert(features.to_owned());
            used.folder = folder;
        }
        closure
    }

    /// Whether both are built in one call as each is by itself: cargo joins the features of what it builds together.
    #[must_use]
    pub fn goes_with(&self, other: &Self) -> bool {
        let features = |closure: &Self, package| closure.packages.get(package).map(|used| used.features.clone());
        self.packages
            .iter()
            .all(|(package, used)| features(other, package).is_none_or(|others| others == used.features))
    }

    /// The folders of the user's own packages.
    pub fn folders(&self) -> impl Iterator<Item = &PathBuf> {
        self.packages.values().filter_map(|used| used.folder.as_ref())
    }
}

/// The name, the version and the folder in `name v1.0.0 (proc-macro) (/folder)`.
fn package_of(text: &str) -> Option<(&str, &str, Option<PathBuf>)> {
    let text = text.strip_suffix(" (*)").unwrap_or(text);
    let (name, rest) = text.split_once(" v")?;
    let (version, source) = rest.split_once(' ').unwrap_or((rest, ""));
    let source = source.strip_prefix("(proc-macro)").unwrap_or(source).trim();
    let place = source.strip_prefix('(').and_then(|source| source.strip_suffix(')')).map(PathBuf::from);
    Some((name, version, place.filter(|place| place.is_absolute())))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TREE: &str = "0||web v0.1.0 (/shop/web)\n1|std|ring v0.17.14\n2|parallel|cc v1.2.0\n3||shlex v1.3.0\n\
                        1||common v0.2.0 (proc-macro) (/elsewhere/the common)\n2|default|serde v1.0.0\n\
                        1|default,derive|serde v1.0.0\n1||patched v1.0.0 (https://example.com/patched?rev=abc#abcdef12)\n\
                        1|std|ring v0.17.14 (*)\n";

    #[test]
    fn packages_are_told_with_features_and_folders() {
        let closure = Closure::read(TREE);
        let names: Vec<&str> = closure.packages.keys().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["cc", "common", "patched", "ring", "serde", "shlex", "web"]);
        let folders: Vec<String> = closure.folders().map(|folder| folder.display().to_string()).collect();
        assert_eq!(folders, ["/elsewhere/the common", "/shop/web"]);
        let serde = &closure.packages[&("serde".into(), "1.0.0".into())];
        assert_eq!(serde.features, ["default".to_owned(), "default,derive".to_owned()].into());
        assert_eq!(closure.native, ["ring".to_owned()].into());
    }

    #[test]
    fn what_shares_features_is_built_together() {
        let of = |features: &str| Closure::read(&format!("0||web v0.1.0 (/shop/web)\n1|{features}|serde v1.0.0\n"));
        assert!(of("std").goes_with(&of("std")));
        assert!(!of("std").goes_with(&of("derive,std")));
        assert!(of("std").goes_with(&Closure::read("0||worker v0.1.0 (/shop/worker)\n1|derive|serde v2.0.0\n")));
    }
}
