//! Where the folder of all stages is.

use std::path::{Path, PathBuf};

/// The root of the cargo workspace that `folder` is in: the nearest manifest above it that is a workspace, else the nearest
/// manifest; `folder` itself where there is none.
#[must_use]
pub fn workspace_root(folder: &Path) -> PathBuf {
    let manifests = || folder.ancestors().filter(|above| above.join("Cargo.toml").is_file());
    let workspace = manifests().find(|above| {
        let manifest = std::fs::read_to_string(above.join("Cargo.toml")).unwrap_or_default();
        manifest.lines().any(|line| line.trim_start().starts_with("[workspace"))
    });
    workspace.or_else(|| manifests().next()).unwrap_or(folder).to_path_buf()
}
