//! The cargo workspace of an app, as `cargo metadata` tells it.

use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::Value;

use super::{CargoError, Wanted};

/// A cargo workspace.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Workspace {
    /// Its root folder.
    #[serde(rename = "workspace_root")]
    pub root: PathBuf,
    /// The folder that cargo builds in.
    #[serde(rename = "target_directory")]
    pub target: PathBuf,
    /// Its packages.
    pub packages: Vec<Package>,
}

/// A package of a workspace.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Package {
    /// What cargo tells it by.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its `Cargo.toml`.
    #[serde(rename = "manifest_path")]
    pub manifest: PathBuf,
    targets: Vec<Target>,
    dependencies: Vec<Dependency>,
    /// All that cargo says of it.
    #[serde(skip)]
    pub(super) raw: Value,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
struct Target {
    name: String,
    kind: Vec<String>,
    #[serde(default, rename = "required-features")]
    required_features: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
struct Dependency {
    path: Option<PathBuf>,
}

/// A binary target of a package.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Binary {
    /// Its name.
    pub name: String,
    /// The package, as cargo tells it.
    pub id: String,
    /// The package's name.
    pub package: String,
    /// The features of the package that it is built with besides the default ones.
    pub features: Vec<String>,
}

impl Package {
    /// Its folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.manifest.parent().unwrap_or(&self.manifest)
    }

    fn binaries(&self) -> impl Iterator<Item = Binary> {
        let targets = self.targets.iter().filter(|target| target.kind.iter().any(|kind| kind == "bin"));
        targets.map(|target| Binary {
            name: target.name.clone(),
            id: self.id.clone(),
            package: self.name.clone(),
            features: target.required_features.clone(),
        })
    }
}

impl Workspace {
    /// Reads what `cargo metadata --no-deps` wrote.
    pub(super) fn read(json: &[u8]) -> Result<Self, CargoError> {
        let unread = |error: serde_json::Error| CargoError::NoWorkspace(error.to_string());
        let value: Value = serde_json::from_slice(json).map_err(unread)?;
        let mut workspace = Self::deserialize(&value).map_err(unread)?;
        for (at, package) in workspace.packages.iter_mut().enumerate() {
            package.raw = value["packages"][at].clone();
        }
        Ok(workspace)
    }

    /// What is wanted, with the features that it is to have besides those that it is not built without.
    pub fn wanted(&self, wanted: &Wanted) -> Result<Binary, CargoError> {
        let mut binary = self.find(&wanted.binary, &wanted.file)?;
        binary.features.extend(wanted.features.iter().cloned());
        binary.features.sort();
        binary.features.dedup();
        Ok(binary)
    }

    /// The binary of this name. Where several packages have one, it is that of the package in which `file` lies, which is told
    /// from the root of the workspace.
    pub fn find(&self, name: &str, file: &str) -> Result<Binary, CargoError> {
        let found: Vec<Binary> =
            self.packages.iter().flat_map(Package::binaries).filter(|bin| bin.name == name).collect();
        match &found[..] {
            [binary] => Ok(binary.clone()),
            [] => Err(CargoError::Unknown { name: name.to_owned(), root: self.root.clone(), known: self.known() }),
            several => {
                let own = self.package_of(file);
                let of_own = several.iter().find(|binary| own.is_some_and(|own| own.id == binary.id));
                of_own.cloned().ok_or_else(|| CargoError::Ambiguous {
                    name: name.to_owned(),
                    packages: several.iter().map(|binary| format!("`{}`", binary.package)).collect(),
                })
            }
        }
    }

    /// The binary of this name in the package of a folder.
    #[must_use]
    pub fn binary_of(&self, folder: &Path, name: &str) -> Option<Binary> {
        let package = self.packages.iter().find(|package| package.folder() == folder)?;
        package.binaries().find(|binary| binary.name == name)
    }

    /// The package in which a file lies, which is told from the root of the workspace: of several nested ones the innermost.
    #[must_use]
    pub fn package_of(&self, file: &str) -> Option<&Package> {
        let file = self.root.join(file);
        let around = self.packages.iter().filter(|package| file.starts_with(package.folder()));
        around.max_by_key(|package| package.folder().components().count())
    }

    /// The packages that these binaries are built of: their own, and what these depend on by path. The second list has the
    /// folders of those that are not in the workspace.
    #[must_use]
    pub fn closure(&self, binaries: &[&Binary]) -> (Vec<&Package>, Vec<PathBuf>) {
        let mut inside: Vec<&Package> =
            self.packages.iter().filter(|package| binaries.iter().any(|binary| binary.id == package.id)).collect();
        let mut outside: Vec<PathBuf> = Vec::new();
        let mut next = 0;
        while let Some(package) = inside.get(next).copied() {
            next += 1;
            for path in package.dependencies.iter().filter_map(|dependency| dependency.path.as_ref()) {
                match self.packages.iter().find(|package| package.folder() == path) {
                    Some(known) if inside.iter().all(|package| package.id != known.id) => inside.push(known),
                    None if !outside.contains(path) => outside.push(path.clone()),
                    _ => {}
                }
            }
        }
        (inside, outside)
    }

    /// The names of all binaries but `infra`, which deploys them.
    fn known(&self) -> Vec<String> {
        let mut names: Vec<String> =
            self.packages.iter().flat_map(Package::binaries).map(|binary| binary.name).collect();
        names.retain(|name| name != "infra");
        names.sort();
        names.dedup();
        names
    }
}

#[cfg(test)]
pub(super) mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn package(name: &str, folder: &str, bins: &[&str], paths: &[&str]) -> Value {
        let targets: Vec<Value> = bins.iter().map(|bin| json!({"name": bin, "kind": ["bin"]})).collect();
        let dependencies: Vec<Value> = paths.iter().map(|path| json!({"name": "it", "path": path})).collect();
        json!({
            "id": format!("path+file://{folder}#{name}"), "name": name, "manifest_path": format!("{folder}/Cargo.toml"),
            "targets": targets, "dependencies": dependencies,
        })
    }

    pub(in crate::cargo) fn workspace() -> Workspace {
        let value = json!({
            "workspace_root": "/shop",
            "target_directory": "/shop/target",
            "packages": [
                package("shop", "/shop", &["infra", "web"], &["/shop/api", "/elsewhere/common"]),
                package("api", "/shop/api", &["api", "worker"], &["/shop/store"]),
                package("store", "/shop/store", &["infra"], &[]),
                package("jobs", "/shop/jobs", &["worker"], &["/shop/store"]),
            ],
        });
        Workspace::read(value.to_string().as_bytes()).unwrap()
    }

    #[test]
    fn a_binary_is_found_by_its_name() {
        let found = workspace().find("web", "src/bin/infra.rs").unwrap();
        assert_eq!((found.name.as_str(), found.package.as_str()), ("web", "shop"));
    }

    #[test]
    fn of_several_it_is_that_of_the_package_of_the_declaration() {
        assert_eq!(workspace().find("worker", "jobs/src/lib.rs").unwrap().package, "jobs");
        assert_eq!(workspace().find("worker", "api/src/lib.rs").unwrap().package, "api");
        let error = workspace().find("worker", "src/lib.rs").unwrap_err();
        assert_eq!(error.to_string(), "`cargo(\"worker\")` could be a binary of `api` or of `jobs`");
        assert!(error.hint().unwrap().contains("`[[bin]] name"), "{error:?}");
    }

    #[test]
    fn an_unknown_one_has_a_way_out() {
        let error = workspace().find("wep", "src/lib.rs").unwrap_err();
        assert_eq!(error.to_string(), "`cargo(\"wep\")` names no binary of the workspace in /shop");
        assert_eq!(
            error.hint().unwrap(),
            "name one of `api`, `web`, `worker`, or add `src/bin/wep.rs` to a package of the workspace"
        );
    }

    #[test]
    fn what_a_binary_is_built_of_is_followed_along_paths() {
        let workspace = workspace();
        let web = workspace.find("web", "src/lib.rs").unwrap();
        let (inside, outside) = workspace.closure(&[&web]);
        let names: Vec<&str> = inside.iter().map(|package| package.name.as_str()).collect();
        assert_eq!(names, ["shop", "api", "store"]);
        assert_eq!(outside, [Path::new("/elsewhere/common")]);
    }
}
