//! The folders of volumes.

use std::path::PathBuf;

use crate::place::{Place, make};
use crate::spec::{Unit, VolumeKind};

/// Makes the folders of a unit's volumes, and says where each is.
pub(super) fn volumes(place: &Place, task: &str, unit: &Unit) -> Result<Vec<(String, PathBuf)>, String> {
    let mut volumes = Vec::new();
    for volume in &unit.volumes {
        let folder = match volume.kind {
            VolumeKind::Kept => place.volume(&volume.name),
            VolumeKind::OfTask => place.task(task).join(&volume.name),
        };
        make(&folder).map_err(|(path, error)| format!("the volume `{}`: {}: {error}", volume.name, path.display()))?;
        volumes.push((volume.name.clone(), folder));
    }
    Ok(volumes)
}

/// Takes away what a task had for itself.
pub(super) fn remove(place: &Place, task: &str) {
    // It may have had none.
    let _ = std::fs::remove_dir_all(place.task(task));
}
