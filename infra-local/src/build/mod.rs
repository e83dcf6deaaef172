//! What must be built before anything can run: the binaries of the app, by one call of cargo, each copied to a name made of
//! its content; and images of Dockerfiles.

mod copy;
mod error;
mod images;
mod sources;
mod wanted;

pub use copy::{clean, keep};
pub use error::BuildError;
pub use images::{Dockerfile, dockerfiles};
pub use sources::{Snapshot, Sources};
pub use wanted::wanted;

pub use infra_image::cargo::{Binary as FoundBinary, Cargo, CargoError, Wanted, Workspace};

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::spec::BuiltBinary;

/// Builds the binaries that are wanted by one call of cargo, and copies them into `folder`; gives them by the names of their
/// targets. What cargo says on the way is passed to `tell`, line by line. Without anything wanted, cargo is not called.
pub async fn binaries(
    cargo: &Cargo,
    workspace: &Workspace,
    wanted: &[Wanted],
    folder: &Path,
    tell: &(dyn Fn(&str) + Sync),
) -> Result<BTreeMap<String, BuiltBinary>, BuildError> {
    let mut found: BTreeMap<String, FoundBinary> = BTreeMap::new();
    for wanted in wanted {
        let mut binary = workspace.wanted(wanted)?;
        if let Some(other) = found.remove(&wanted.binary) {
            if other.id != binary.id {
                let packages = [&other, &binary].map(|binary| format!("`{}`", binary.package)).into();
                return Err(CargoError::Ambiguous { name: wanted.binary.clone(), packages }.into());
            }
            // It is built once: with what any of those that run it asks for.
            binary.features.extend(other.features);
            binary.features.sort();
            binary.features.dedup();
        }
        found.insert(wanted.binary.clone(), binary);
    }
    let distinct: Vec<&FoundBinary> = found.values().collect();
    let executables = cargo.build(workspace, &distinct, tell).await?;
    let sources: Vec<PathBuf> = executables.values().cloned().collect();
    let kept = keep(&sources, folder).await?;
    let built = found.into_iter().filter_map(|(name, binary)| {
        let (path, digest) = kept.get(executables.get(&binary)?)?.clone();
        Some((name, BuiltBinary { path, digest }))
    });
    Ok(built.collect())
}

#[cfg(test)]
mod tests;
