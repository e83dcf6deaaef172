//! What the manifest of an image says about processors.

use infra_core::declaration::{Architecture, OperatingSystem};
use serde_json::Value;

/// The media types of manifests, lists first.
pub(super) const TYPES: [&str; 4] = [
    "application/vnd.oci.image.index.v1+json",
    "application/vnd.docker.distribution.manifest.list.v2+json",
    "application/vnd.oci.image.manifest.v1+json",
    "application/vnd.docker.distribution.manifest.v2+json",
];

/// For which platforms an image is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Platforms {
    /// These, as `linux/amd64`.
    Of(Vec<String>),
    /// It does not say so.
    Unsaid,
}

/// What a manifest says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Manifest {
    /// For which platforms there are images.
    List(Platforms),
    /// The digest of the configuration of the one image, which says it.
    One(String),
}

/// Reads a manifest; none where it is none.
pub(super) fn read(manifest: &Value) -> Option<Manifest> {
    if let Some(images) = manifest.get("manifests").and_then(Value::as_array) {
        let platforms: Vec<String> = images.iter().filter_map(|image| platform(image.get("platform")?)).collect();
        let said = if platforms.is_empty() { Platforms::Unsaid } else { Platforms::Of(platforms) };
        return Some(Manifest::List(said));
    }
    manifest.pointer("/config/digest").and_then(Value::as_str).map(|digest| Manifest::One(digest.to_owned()))
}

/// Reads the configuration of an image.
pub(super) fn of_configuration(configuration: &Value) -> Platforms {
    platform(configuration).map_or(Platforms::Unsaid, |platform| Platforms::Of(vec![platform]))
}

/// Attestations are listed as images for an unknown platform.
fn platform(platform: &Value) -> Option<String> {
    let part = |name: &str| platform.get(name).and_then(Value::as_str).filter(|part| *part != "unknown");
    Some(format!("{}/{}", part("os")?, part("architecture")?))
}

/// What a task runs on, as platforms name it.
pub(super) fn word(os: OperatingSystem, architecture: Architecture) -> &'static str {
    match (os, architecture) {
        (OperatingSystem::Linux, Architecture::X86_64) => "linux/amd64",
        (OperatingSystem::Linux, Architecture::Arm64) => "linux/arm64",
        // Windows is on no other processor.
        _ => "windows/amd64",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_list_says_its_platforms_without_attestations() {
        let of = |os: &str, architecture: &str| json!({ "platform": { "os": os, "architecture": architecture } });
        let list = json!({ "manifests": [of("linux", "amd64"), of("linux", "arm64"), of("unknown", "unknown")] });
        let platforms = Platforms::Of(vec!["linux/amd64".into(), "linux/arm64".into()]);
        assert_eq!(read(&list), Some(Manifest::List(platforms)));
        assert_eq!(read(&json!({ "manifests": [{}] })), Some(Manifest::List(Platforms::Unsaid)));
    }

    #[test]
    fn one_image_says_its_platform_in_its_configuration() {
        let one = json!({ "config": { "digest": "sha256:0a" }, "layers": [] });
        assert_eq!(read(&one), Some(Manifest::One("sha256:0a".into())));
        let configuration = json!({ "os": "linux", "architecture": "arm64" });
        assert_eq!(of_configuration(&configuration), Platforms::Of(vec!["linux/arm64".into()]));
        assert_eq!((of_configuration(&json!({})), read(&json!({}))), (Platforms::Unsaid, None));
    }
}
