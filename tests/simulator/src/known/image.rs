//! Amazon ECR: BatchGetImage and GetDownloadUrlForLayer, and what images are kept as.

use serde_json::{Value, json};

use crate::error::{Answer, AwsError};
use crate::text::Request;
use crate::world::World;

/// Host, repository and version of an image.
pub(crate) type Place = (String, String, String);

/// Where an image is that is called so.
pub(crate) fn place(image: &str) -> Place {
    let is_host = |part: &str| part.contains(['.', ':']);
    let (host, rest) = match image.split_once('/') {
        Some((host, rest)) if is_host(host) => (host, rest),
        _ => ("registry-1.docker.io", image),
    };
    let (repository, version) = rest.split_once([':', '@']).unwrap_or((rest, "latest"));
    let folder = if host == "registry-1.docker.io" && !repository.contains('/') { "library/" } else { "" };
    (host.to_owned(), format!("{folder}{repository}"), version.to_owned())
}

/// The manifest of an image for these platforms: one image, or a list of them.
pub(crate) fn manifest(platforms: &[String]) -> Value {
    let part = |platform: &str, at: usize| platform.split('/').nth(at).unwrap_or_default().to_owned();
    match platforms {
        [platform] => json!({
            "schemaVersion": 2,
            "mediaType": "application/vnd.oci.image.manifest.v1+json",
            "config": { "digest": digest(platform) },
        }),
        _ => {
            let images = platforms.iter().map(|platform| {
                let platform = json!({ "os": part(platform, 0), "architecture": part(platform, 1) });
                json!({ "digest": "sha256:00", "platform": platform })
            });
            json!({
                "schemaVersion": 2,
                "mediaType": "application/vnd.oci.image.index.v1+json",
                "manifests": images.collect::<Vec<Value>>(),
            })
        }
    }
}

/// The digest of the configuration of an image for a platform.
pub(crate) fn digest(platform: &str) -> String {
    format!("sha256:{}", platform.bytes().map(|byte| format!("{byte:02x}")).collect::<String>())
}

/// Where a layer, or a configuration, is read from.
pub(crate) fn layer_url(digest: &str) -> String {
    format!("https://layers.simulated/{digest}")
}

pub(crate) fn answer(world: &World, operation: &str, request: &Value) -> Answer {
    let repository = request.text("repositoryName");
    let registry = Some(request.text("registryId")).filter(|id| !id.is_empty()).unwrap_or(&world.account);
    let host = format!("{registry}.dkr.ecr.{}.amazonaws.com", world.region);
    let is_of = |place: &&Place| place.0 == host && place.1 == repository;
    if !world.known.images.keys().any(|place| is_of(&place)) {
        let message =
            format!("The repository with name '{repository}' does not exist in the registry with id '{registry}'");
        return Err(AwsError::new("RepositoryNotFoundException", message));
    }
    match operation {
        "BatchGetImage" => {
            let (mut images, mut failures) = (Vec::new(), Vec::new());
            for id in request.list("imageIds") {
                let version = [id.text("imageTag"), id.text("imageDigest")].concat();
                match world.known.images.get(&(host.clone(), repository.to_owned(), version)) {
                    Some(platforms) => {
                        images.push(json!({ "imageId": id, "imageManifest": manifest(platforms).to_string() }));
                    }
                    None => failures.push(json!({
                        "imageId": id, "failureCode": "ImageNotFound", "failureReason": "Requested image not found",
                    })),
                }
            }
            Ok(json!({ "images": images, "failures": failures }))
        }
        "GetDownloadUrlForLayer" => {
            let digest = request.text("layerDigest");
            Ok(json!({ "downloadUrl": layer_url(digest), "layerDigest": digest }))
        }
        _ => Err(AwsError::unknown_operation("ecr", operation)),
    }
}
