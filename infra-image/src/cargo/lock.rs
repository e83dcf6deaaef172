//! `Cargo.lock`: where packages come from, and their check sums.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

/// A package as the lock has it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub(super) struct Locked {
    name: String,
    version: String,
    /// Where it comes from; nothing for the user's own source.
    pub(super) source: Option<String>,
    /// The SHA-256 of its archive; nothing for what comes from git.
    pub(super) checksum: Option<String>,
}

/// All packages of a lock, by name and version.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Lock(BTreeMap<(String, String), Locked>);

#[derive(Deserialize)]
struct File {
    #[serde(default)]
    package: Vec<Locked>,
}

impl Lock {
    /// Reads the lock of a workspace. One that is not there, or is not understood, has nothing in it.
    pub(super) fn read(root: &Path) -> Self {
        Self::parse(&std::fs::read_to_string(root.join("Cargo.lock")).unwrap_or_default())
    }

    fn parse(text: &str) -> Self {
        let packages = toml::from_str::<File>(text).map(|file| file.package).unwrap_or_default();
        Self(packages.into_iter().map(|package| ((package.name.clone(), package.version.clone()), package)).collect())
    }

    /// A package.
    pub(super) fn find(&self, package: &(String, String)) -> Option<&Locked> {
        self.0.get(package)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(in crate::cargo) fn lock() -> Lock {
        Lock::parse(
            "version = 4\n\n[[package]]\nname = \"serde\"\nversion = \"1.0.0\"\n\
             source = \"registry+https://github.com/rust-lang/crates.io-index\"\nchecksum = \"ab12\"\ndependencies = [\n \"x\",\n]\n\
             \n[[package]]\nname = \"patched\"\nversion = \"1.0.0\"\nsource = \"git+https://example.com/patched?rev=abc#abcdef\"\n\
             \n[[package]]\nname = \"web\"\nversion = \"0.1.0\"\n",
        )
    }

    #[test]
    fn check_sums_are_found() {
        let lock = lock();
        let find = |name: &str, version: &str| lock.find(&(name.into(), version.into()));
        assert_eq!(find("serde", "1.0.0").unwrap().checksum.as_deref(), Some("ab12"));
        assert_eq!(find("web", "0.1.0").unwrap().source, None);
        assert_eq!(find("serde", "2.0.0"), None);
        assert_eq!(Lock::parse("not a lock"), Lock::default());
    }
}
