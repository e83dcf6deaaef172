//! Building binaries for images.

use std::collections::BTreeSet;
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::call::{How, Message};
use super::config::FLAGS;
use super::elf::{self, Strip};
use super::flags::{quoted, told};
use super::notes::Notes;
use super::packer::has;
use super::target::{Linker, OF_MACHINE, Target};
use super::{Binary, CargoError, Packer, Prepared, manifest};
use crate::Digest;

/// A binary that was built for an image.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// The binary as it is in the image: without debug information.
    pub file: PathBuf,
    /// As it was linked: with all that leads from its addresses to lines of source. Debuggers and `addr2line` read it.
    pub symbols: PathBuf,
    /// What is odd about it, a line each.
    pub warnings: Vec<String>,
    pub(super) notes: Notes,
    pub(super) begun: SystemTime,
}

/// How long a finished binary is kept for the image that it gets into.
const KEPT: Duration = Duration::from_hours(24);

impl Packer {
    /// Builds binaries, those of one target and profile by one call of cargo as long as that changes none of them, and gives
    /// them in the order in which they were asked for. What cargo says on the way is passed to `tell`, line by line.
    pub async fn compile(
        &self,
        images: &[&Prepared],
        tell: &(dyn Fn(&str) + Sync),
    ) -> Result<Vec<Compiled>, CargoError> {
        let mut compiled: Vec<Option<Compiled>> = images.iter().map(|_| None).collect();
        for group in groups(images) {
            for (at, binary) in self.compile_group(images, &group, tell).await? {
                if let Some(place) = compiled.get_mut(at) {
                    *place = Some(binary);
                }
            }
        }
        let missing = || CargoError::NoExecutable(String::new());
        let compiled: Vec<Compiled> =
            compiled.into_iter().map(|binary| binary.ok_or_else(missing)).collect::<Result<_, _>>()?;
        self.clean();
        Ok(compiled)
    }

    /// Binaries that were finished long ago go: they are in images by now.
    fn clean(&self) {
        let is_old = |file: &fs::DirEntry| {
            let written = file.metadata().and_then(|metadata| metadata.modified()).ok();
            written.and_then(|written| written.elapsed().ok()).is_some_and(|age| age > KEPT)
        };
        let is_old = |folder: &Path| {
            fs::read_dir(folder).is_ok_and(|mut files| files.all(|file| file.is_ok_and(|file| is_old(&file))))
        };
        for entry in fs::read_dir(self.finished_folder()).into_iter().flatten().flatten() {
            if is_old(&entry.path()) {
                // What cannot be taken away is only in the way of nothing.
                let _ = fs::remove_dir_all(entry.path());
            }
        }
    }

    fn finished_folder(&self) -> PathBuf {
        self.folder().join("finished")
    }

    async fn compile_group(
        &self,
        images: &[&Prepared],
        group: &[usize],
        tell: &(dyn Fn(&str) + Sync),
    ) -> Result<Vec<(usize, Compiled)>, CargoError> {
        let own: Vec<&Prepared> = group.iter().filter_map(|at| images.get(*at).copied()).collect();
        let Some(first) = own.first() else { return Ok(Vec::new()) };
        let mut binaries: Vec<&Binary> = own.iter().map(|image| &image.binary).collect();
        binaries.sort_unstable();
        binaries.dedup();
        let begun = SystemTime::now();
        let built = self.cargo.build_with(&self.workspace.root, &binaries, &self.how(&own), tell).await;
        let built = built.map_err(|error| native(error, &own, self.lacks_compiler(&first.target)))?;
        let mut compiled = Vec::new();
        for (at, image) in group.iter().zip(&own) {
            let executable = built.executables.get(&image.binary);
            let executable = executable.ok_or_else(|| CargoError::NoExecutable(image.binary.name.clone()))?;
            let notes = self.notes(image, executable, &built.messages);
            compiled.push((*at, self.finished(image, executable, notes, begun)?));
        }
        Ok(compiled)
    }

    /// Whether nothing that compiles C for a target is known of.
    fn lacks_compiler(&self, target: &Target) -> bool {
        let given = self.config.has_compiler(&target.triple);
        match &target.linker {
            Linker::Own => !given,
            // The C compiler of the machine itself compiles for the C library of the machine.
            Linker::Driver(driver) if driver == OF_MACHINE && target.triple.ends_with("-musl") => {
                !given && !has(self.config.variables(), "musl-gcc")
            }
            Linker::Usual | Linker::Driver(_) | Linker::Zig => false,
        }
    }

    /// The words and variables with which cargo is called.
    fn how(&self, images: &[&Prepared]) -> How {
        let Some(first) = images.first() else { return How::default() };
        let (target, profile) = (&first.target, &first.recipe.profile);
        let mut closure = first.closure.clone();
        for image in images {
            closure.packages.extend(image.closure.packages.clone());
        }
        let mut told = told(&self.config, target, &self.names(&closure));
        let folder = self.folder().display().to_string();
        told.config("build.build-dir", &quoted(&folder));
        told.config(&format!("profile.{profile}.strip"), &quoted("none"));
        if !self.says("debug", profile) {
            told.config(&format!("profile.{profile}.debug"), &quoted("line-tables-only"));
        }
        let fixed = ["--locked", "--profile", profile, "--target", &target.triple, "--target-dir", &folder];
        let words = fixed.into_iter().map(str::to_owned).chain(told.words).collect();
        let command = if target.linker == Linker::Zig { "zigbuild" } else { "build" };
        let without = FLAGS.map(str::to_owned).to_vec();
        How { command: command.to_owned(), words, variables: told.variables, without }
    }

    /// Whether the user says something of a profile.
    fn says(&self, key: &str, profile: &str) -> bool {
        let text = self.config.profile(profile);
        let configured = text.contains(&format!("{key} =")) || text.contains(&format!("_{}=", key.to_uppercase()));
        configured || manifest::profile(&self.manifest, profile).iter().any(|table| table.contains_key(key))
    }

    /// What is left out of a binary: debug information, and the names of functions where the profile says so.
    fn strip(&self, profile: &str) -> Strip {
        let tables = manifest::profile(&self.manifest, profile);
        let said = tables.iter().find_map(|table| table.get("strip"));
        match said {
            Some(toml::Value::Boolean(true)) => Strip::Symbols,
            Some(toml::Value::String(text)) if text == "symbols" => Strip::Symbols,
            _ => Strip::Debug,
        }
    }

    fn notes(&self, image: &Prepared, executable: &Path, messages: &[Message]) -> Notes {
        let mut notes = Notes::default();
        notes.take_files(executable);
        let folders: BTreeSet<&PathBuf> = image.closure.folders().collect();
        let own = |message: &&Message| message.folder().is_some_and(|folder| folders.contains(&folder));
        let mut crates: BTreeSet<String> = BTreeSet::new();
        for message in messages.iter().filter(own) {
            crates.extend(message.crate_name());
            if let (Some(out), Some(folder)) = (message.out(), message.folder()) {
                notes.take_script(out, &folder);
            }
        }
        let built = self.folder();
        let folder = executable.parent().unwrap_or(&built);
        // Crates for this machine, which are macros and parts of build scripts, lie beside those for the target.
        let profile = folder.file_name().unwrap_or_default();
        notes.take_variables(&folder.join("deps"), &crates);
        notes.take_variables(&built.join(profile).join("deps"), &crates);
        notes
    }

    /// Puts the binary aside as it is in the image: the next call of cargo may write another one of this name.
    fn finished(
        &self,
        image: &Prepared,
        executable: &Path,
        notes: Notes,
        begun: SystemTime,
    ) -> Result<Compiled, CargoError> {
        let failed = |path: &Path, why: String| CargoError::Executable { path: path.to_owned(), why };
        let linked = fs::read(executable).map_err(|error| failed(executable, error.to_string()))?;
        let stripped = elf::stripped(&linked, self.strip(&image.recipe.profile))
            .ok_or_else(|| failed(executable, "it is no executable of Linux".to_owned()))?;
        let folder = self.finished_folder().join(Digest::of(&stripped).hex());
        let (file, symbols) = (folder.join(&image.binary.name), folder.join(format!("{}.debug", image.binary.name)));
        let write = |path: &Path, bytes: &[u8]| {
            let written =
                fs::write(path, bytes).and_then(|()| fs::set_permissions(path, Permissions::from_mode(0o755)));
            written.map_err(|error| failed(path, error.to_string()))
        };
        fs::create_dir_all(&folder).map_err(|error| failed(&folder, error.to_string()))?;
        write(&file, &stripped)?;
        write(&symbols, &linked)?;
        let warnings = notes.knows_folder.then(|| {
            format!(
                "`{}` reads CARGO_MANIFEST_DIR while it is compiled: a workspace in another folder gives another image",
                image.binary.name
            )
        });
        Ok(Compiled { file, symbols, warnings: warnings.into_iter().collect(), notes, begun })
    }
}

/// Where there is C in what could not be built, that may be why.
fn native(error: CargoError, images: &[&Prepared], lacks_compiler: bool) -> CargoError {
    let packages: BTreeSet<String> = images.iter().flat_map(|image| image.closure.native.clone()).collect();
    match (error, images.first()) {
        (CargoError::Failed { binaries }, Some(first)) if lacks_compiler && !packages.is_empty() => {
            let target = first.target.triple.clone();
            CargoError::Native { binaries, target, packages: packages.into_iter().collect() }
        }
        (error, _) => error,
    }
}

/// Which images are built by one call each: those of one target and one profile whose packages have the same features alone as
/// together.
fn groups(images: &[&Prepared]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (at, image) in images.iter().enumerate() {
        let goes_with = |other: &usize| {
            images.get(*other).is_some_and(|other| {
                other.target == image.target
                    && other.recipe.profile == image.recipe.profile
                    && other.closure.goes_with(&image.closure)
                    && (other.binary == image.binary || other.binary.name != image.binary.name)
            })
        };
        match groups.iter_mut().find(|group| group.iter().all(goes_with)) {
            Some(group) => group.push(at),
            None => groups.push(vec![at]),
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Platform;
    use crate::cargo::{Closure, Recipe};
    use infra_core::declaration::CargoImage;

    fn prepared(name: &str, features: &str, change: impl Fn(&mut Prepared)) -> Prepared {
        let mut prepared = Prepared {
            recipe: Recipe::of(&CargoImage::new("web"), "src/lib.rs", Platform::default()),
            binary: Binary { name: name.into(), id: name.into(), package: name.into(), features: vec![] },
            target: Target { triple: "x86_64-unknown-linux-musl".into(), linker: Linker::Own, is_static: true },
            closure: Closure::read(&format!(
                "0||{name} v0.1.0 (/shop/{name})\n1|{features}|serde v1.0.0\n1||log v0.4.0\n"
            )),
        };
        change(&mut prepared);
        prepared
    }

    #[test]
    fn what_changes_no_other_is_built_together() {
        let images = [
            prepared("web", "std", |_| ()),
            prepared("worker", "std", |_| ()),
            prepared("mail", "derive,std", |_| ()),
            prepared("web", "std", |_| ()),
            prepared("cron", "std", |image| image.recipe.profile = "dev".into()),
            prepared("arm", "std", |image| image.target.triple = "aarch64-unknown-linux-musl".into()),
        ];
        let images: Vec<&Prepared> = images.iter().collect();
        assert_eq!(groups(&images), [vec![0, 1, 3], vec![2], vec![4], vec![5]]);
    }

    #[test]
    fn where_c_was_not_compiled_it_is_said() {
        let image = prepared("web", "std", |image| image.closure.native = ["ring".to_owned()].into());
        let failed = || CargoError::Failed { binaries: vec!["web".into()] };
        let error = native(failed(), &[&image], true);
        assert_eq!(error.to_string(), "cargo could not build web for x86_64-unknown-linux-musl");
        assert!(error.hint().unwrap().starts_with("`ring` compiles C, which needs a compiler for x86_64"), "{error:?}");
        assert!(matches!(native(failed(), &[&image], false), CargoError::Failed { .. }));
    }
}
