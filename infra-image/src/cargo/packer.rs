//! Images of the binaries of one workspace.

use std::path::{Path, PathBuf};

use infra_core::declaration::Libc;
use toml::Table;

use super::config::{Config, Variables};
use super::flags::Names;
use super::inputs::{Inputs, relative};
use super::lock::Lock;
use super::target::{self, Target, linker, triple};
use super::{Binary, Cargo, CargoError, Closure, Recipe, Toolchain, Workspace, include, manifest};
use crate::{Digest, Fingerprint, Record, Verdict, base};

/// How the files of an image are laid out: an image that is laid out otherwise is another one.
const LAYOUT: &str = "1";

/// Builds images of the binaries of one workspace. Opening it and looking only read; nothing is built until
/// [`compile`](Self::compile).
#[derive(Clone, Debug)]
pub struct Packer {
    pub(super) cargo: Cargo,
    /// The workspace.
    pub workspace: Workspace,
    /// The compiler.
    pub toolchain: Toolchain,
    pub(super) config: Config,
    pub(super) manifest: Table,
    pub(super) lock: Lock,
}

/// An image that can be built: all that its declaration names is there.
#[derive(Clone, Debug, PartialEq)]
pub struct Prepared {
    /// What is declared.
    pub recipe: Recipe,
    /// The binary.
    pub binary: Binary,
    /// What it is compiled for.
    pub target: Target,
    /// What it is built of.
    pub closure: Closure,
}

impl Packer {
    /// Reads the workspace around cargo's folder, its compiler and its configuration.
    pub async fn open(cargo: Cargo) -> Result<Self, CargoError> {
        let variables: Variables = std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
            .collect();
        let workspace = cargo.workspace().await?;
        let toolchain = cargo.toolchain(&workspace.root).await?;
        let manifest = std::fs::read_to_string(workspace.root.join("Cargo.toml")).unwrap_or_default();
        Ok(Self {
            config: Config::read(&workspace.root, variables),
            manifest: manifest.parse().unwrap_or_default(),
            lock: Lock::read(&workspace.root),
            cargo,
            workspace,
            toolchain,
        })
    }

    /// Where images are built, beside what the user builds: neither waits for the other, nor builds the other's work anew.
    #[must_use]
    pub fn folder(&self) -> PathBuf {
        self.workspace.target.join("infra")
    }

    /// Finds all that a declaration names, and what is needed to build it.
    pub async fn prepare(&self, recipe: &Recipe) -> Result<Prepared, CargoError> {
        let binary = self.workspace.wanted(&recipe.binary)?;
        let architecture = recipe.architecture();
        let triple = triple(architecture, recipe.libc);
        if !self.toolchain.has(&triple) {
            let gnu = target::triple(architecture, Libc::Gnu);
            let gnu = recipe.libc == Libc::Musl
                && self.toolchain.is_native(architecture.of_rustc())
                && self.toolchain.has(&gnu);
            return Err(CargoError::NoTarget { binary: binary.name, target: triple, gnu });
        }
        let closure = self.cargo.closure(&self.workspace.root, &binary, &triple).await?;
        let has = |program: &str| has(self.config.variables(), program);
        let native = !closure.native.is_empty();
        let linker = linker(&self.config, &self.toolchain, architecture, recipe.libc, native, &has)?;
        let target = Target { triple, linker, is_static: recipe.is_static() };
        self.included(recipe)?;
        Ok(Prepared { recipe: recipe.clone(), binary, target, closure })
    }

    /// The files that an image includes.
    pub(super) fn included(&self, recipe: &Recipe) -> Result<std::collections::BTreeMap<String, PathBuf>, CargoError> {
        include::files(&self.workspace.root, &self.workspace.target, &recipe.include)
    }

    /// What an image would be built of now, and whether it must be, without building it: held against what was built before, the
    /// last first. Which files count is told by these, as cargo noted them then: a file that nothing has read yet is only read
    /// when one of them changes. `base` is the digest of the base image, where there is one.
    pub fn look(
        &self,
        prepared: &Prepared,
        base: Option<&Digest>,
        before: &[Record],
    ) -> Result<(Fingerprint, Verdict), CargoError> {
        let stated = self.stated(prepared, base)?;
        let inputs = self.inputs();
        let now = |record: &Record| {
            let mut now = stated.clone();
            inputs.add_known(&mut now, &record.fingerprint);
            now
        };
        let Some(last) = before.first() else { return Ok((stated, Verdict::Build(Vec::new()))) };
        for record in before {
            let now = now(record);
            if now == record.fingerprint {
                return Ok((now, Verdict::Unchanged(record.image.clone())));
            }
        }
        let now = now(last);
        let changes = now.changes(&last.fingerprint);
        Ok((now, Verdict::Build(changes)))
    }

    /// What is known of an image without what cargo notes of a build.
    pub(super) fn stated(&self, prepared: &Prepared, base: Option<&Digest>) -> Result<Fingerprint, CargoError> {
        let (recipe, target) = (&prepared.recipe, &prepared.target);
        let mut stated = Fingerprint::default();
        stated.add("layout", "", LAYOUT);
        stated.add("platform", "", recipe.platform.to_string());
        stated.add("compiler", "", self.toolchain.version());
        stated.add("target", "", format!("{}{}", target.triple, if target.is_static { " static" } else { "" }));
        stated.add("binary", "", prepared.binary.name.clone());
        let manifest = manifest::profile(&self.manifest, &recipe.profile);
        let profile: Vec<String> =
            manifest.into_iter().map(Table::to_string).chain([self.config.profile(&recipe.profile)]).collect();
        stated.add("profile", &recipe.profile, digest(&profile.join("\n")));
        if !prepared.binary.features.is_empty() {
            stated.add("features", "", prepared.binary.features.join(","));
        }
        for (kind, text) in
            [("flags", self.config.flags(&target.triple).words().join(" ")), ("environment", self.config.environment())]
        {
            if !text.is_empty() {
                stated.add(kind, "", digest(&text));
            }
        }
        self.add_packages(&mut stated, prepared);
        match recipe.base() {
            Some(reference) => stated.add("base", reference, base.map_or("not known", Digest::as_str)),
            None => stated.add("base", "scratch", base::version().as_str()),
        }
        let inputs = self.inputs();
        for (name, path) in self.included(recipe)? {
            inputs.add_included(&mut stated, &name, &path);
        }
        Ok(stated)
    }

    /// Adds the packages: those of others by version and check sum, the user's own by what their manifests say.
    fn add_packages(&self, stated: &mut Fingerprint, prepared: &Prepared) {
        let root = &self.workspace.root;
        for (package, used) in &prepared.closure.packages {
            let Some(folder) = &used.folder else {
                let locked = self.lock.find(package).cloned().unwrap_or_default();
                let origin = locked.checksum.or(locked.source).unwrap_or_default();
                let features: Vec<&str> = used.features.iter().map(String::as_str).collect();
                stated.add(
                    "package",
                    &format!("{} {}", package.0, package.1),
                    format!("{origin} {}", features.join(" ")).trim(),
                );
                continue;
            };
            let file = folder.join("Cargo.toml");
            let name = relative(root, &file).unwrap_or_else(|| package.0.clone());
            let member = self.workspace.packages.iter().find(|member| member.folder() == folder);
            let value = match member {
                Some(member) => {
                    let binary = (member.id == prepared.binary.id).then_some(prepared.binary.name.as_str());
                    manifest::of_package(member, root, binary).to_string()
                }
                None => std::fs::read_to_string(&file).unwrap_or_default(),
            };
            stated.add("manifest", &name, digest(&value));
        }
    }

    /// The files of the workspace.
    pub(super) fn inputs(&self) -> Inputs<'_> {
        let mut others = vec![self.workspace.target.clone(), self.toolchain.sysroot.clone()];
        others.extend(self.config.home().map(|home| home.join("registry")));
        others.extend(self.config.home().map(|home| home.join("git")));
        Inputs::new(&self.workspace.root, others, self.config.variables())
    }

    /// The names that the folders of this machine have in a binary.
    pub(super) fn names(&self, closure: &Closure) -> Names {
        let packages: Vec<(String, PathBuf)> = closure
            .packages
            .iter()
            .filter_map(|((name, _), used)| Some((name.clone(), used.folder.clone()?)))
            .collect();
        Names::of(&self.workspace.root, &self.folder(), &packages, self.config.home().as_deref(), &self.toolchain)
    }
}

fn digest(text: &str) -> String {
    Digest::of(text.as_bytes()).to_string()
}

/// Whether a program is in the PATH.
pub(super) fn has(variables: &Variables, program: &str) -> bool {
    let path = variables.get("PATH").map(String::as_str).unwrap_or_default();
    std::env::split_paths(path).any(|folder: PathBuf| Path::new(&folder).join(program).is_file())
}
