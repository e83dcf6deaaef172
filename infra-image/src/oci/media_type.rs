//! What content is, by the names that manifests have for it.

/// A manifest of one image.
pub const MANIFEST: &str = "application/vnd.oci.image.manifest.v1+json";
/// A list of manifests, one for each platform.
pub const INDEX: &str = "application/vnd.oci.image.index.v1+json";
/// What an image runs.
pub const CONFIG: &str = "application/vnd.oci.image.config.v1+json";
/// Files, as a tape archive.
pub const LAYER: &str = "application/vnd.oci.image.layer.v1.tar";
/// Files, compressed by gzip.
pub const LAYER_GZIP: &str = "application/vnd.oci.image.layer.v1.tar+gzip";
/// Files, compressed by zstd.
pub const LAYER_ZSTD: &str = "application/vnd.oci.image.layer.v1.tar+zstd";
/// The configuration of an artifact that has none.
pub const EMPTY: &str = "application/vnd.oci.empty.v1+json";
/// Docker's manifest of one image.
pub const DOCKER_MANIFEST: &str = "application/vnd.docker.distribution.manifest.v2+json";
/// Docker's list of manifests.
pub const DOCKER_INDEX: &str = "application/vnd.docker.distribution.manifest.list.v2+json";
/// Docker's name of what an image runs.
pub const DOCKER_CONFIG: &str = "application/vnd.docker.container.image.v1+json";
/// Docker's name of files, compressed by gzip.
pub const DOCKER_LAYER_GZIP: &str = "application/vnd.docker.image.rootfs.diff.tar.gzip";

/// Whether this is a list of manifests.
#[must_use]
pub fn is_index(media_type: &str) -> bool {
    matches!(media_type, INDEX | DOCKER_INDEX)
}

/// Whether this is a manifest of one image or artifact.
#[must_use]
pub fn is_manifest(media_type: &str) -> bool {
    matches!(media_type, MANIFEST | DOCKER_MANIFEST)
}

/// The name that the OCI has for what Docker names otherwise: the bytes are the same.
#[must_use]
pub fn of_oci(media_type: &str) -> &str {
    match media_type {
        DOCKER_MANIFEST => MANIFEST,
        DOCKER_INDEX => INDEX,
        DOCKER_CONFIG => CONFIG,
        DOCKER_LAYER_GZIP => LAYER_GZIP,
        other => other,
    }
}
