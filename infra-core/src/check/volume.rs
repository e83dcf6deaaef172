//! What must hold between the keys of a volume.

use crate::Violation;
use crate::declaration::EfsVolume;
use crate::rule::volume::efs;

/// An access point says itself which directory is mounted.
pub const fn access_point(volume: &EfsVolume) -> Result<(), Violation> {
    efs::root_beside_access_point(volume.root, volume.access_point)
}
