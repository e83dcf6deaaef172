//! The folders of volumes.

use std::fs;
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use super::container;
use crate::place::{Place, make};
use crate::spec::{Unit, VolumeKind};

/// Makes the folders of a unit's volumes, and says where each is.
pub(super) fn volumes(place: &Place, task: &str, unit: &Unit) -> Result<Vec<(String, PathBuf)>, String> {
    let is_image = container::image(unit).is_some();
    let mut volumes = Vec::new();
    for volume in &unit.volumes {
        let folder = match volume.kind {
            VolumeKind::Kept => place.volume(&volume.name),
            VolumeKind::OfTask => place.task(task).join(&volume.name),
        };
        make(&folder).map_err(|(path, error)| format!("the volume `{}`: {}: {error}", volume.name, path.display()))?;
        if is_image && !volume.read_only {
            open(&folder).map_err(|error| format!("the volume `{}`: {}: {error}", volume.name, folder.display()))?;
        }
        volumes.push((volume.name.clone(), folder));
    }
    Ok(volumes)
}

/// Lets every user write into the folder of a volume: a container has users of its own. Nobody else gets there, as the folder of
/// the stage is its user's alone. One whose owner a container has changed stays as that wants it.
fn open(folder: &Path) -> io::Result<()> {
    match fs::set_permissions(folder, fs::Permissions::from_mode(0o777)) {
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => Ok(()),
        done => done,
    }
}

/// Takes away what a task had for itself.
pub(super) fn remove(place: &Place, task: &str) {
    // It may have had none.
    let _ = fs::remove_dir_all(place.task(task));
}
