//! What must hold between the keys of a volume.

use crate::Violation;
use crate::declaration::{EfsVolume, FileSystem};
use crate::rule::volume::efs;

/// An access point says itself which directory is mounted.
pub const fn access_point(volume: &EfsVolume) -> Result<(), Violation> {
    efs::root_beside_access_point(volume.root, volume.access_point)
}

/// The folder of a file system that is made can be made.
pub const fn root_of_new(volume: &EfsVolume) -> Result<(), Violation> {
    match (volume.file_system, volume.root) {
        (FileSystem::New, Some(root)) => efs::new_root(root),
        _ => Ok(()),
    }
}

/// A file system that is made has no access point yet.
pub const fn access_point_of_new(volume: &EfsVolume) -> Result<(), Violation> {
    match volume.file_system {
        FileSystem::New => efs::new_access_point(volume.access_point),
        FileSystem::Id(_) => Ok(()),
    }
}
