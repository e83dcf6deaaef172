//! PutImage, BatchDeleteImage.

use serde_json::{Value, json};

use super::Image;
use crate::error::{Answer, AwsError};
use crate::text::Request;
use crate::world::World;

/// Puts a manifest, with a tag: of an image that is there the tag alone is new.
pub(super) fn put(world: &mut World, name: &str, request: &Value) -> Answer {
    let (manifest, tag) = (request.text("imageManifest"), request.text("imageTag").to_owned());
    let (now, account) = (world.now, world.account.clone());
    let Some(repository) = world.ecr.repositories.get_mut(name) else { return Ok(json!({})) };
    let same = repository.images.iter().find(|(_, image)| image.manifest == manifest);
    let Some(digest) = same.map(|(digest, _)| digest.clone()).or_else(|| given(request)) else {
        return Err(AwsError::client("the simulator hashes nothing: give `imageDigest`"));
    };
    if let Some(other) = repository.tagged(&tag).filter(|_| !tag.is_empty()) {
        let code = if other == digest { "ImageAlreadyExistsException" } else { "ImageTagAlreadyExistsException" };
        let message = format!(
            "The image tag '{tag}' already exists in the '{name}' repository and cannot be overwritten because the \
             repository is immutable."
        );
        return Err(AwsError::new(code, message));
    }
    let image = repository.images.entry(digest.clone()).or_insert_with(|| Image {
        manifest: manifest.to_owned(),
        media_type: request.text("imageManifestMediaType").to_owned(),
        pushed: now,
        ..Image::default()
    });
    if !tag.is_empty() {
        image.tags.insert(tag.clone());
    }
    let id = json!({ "imageDigest": digest, "imageTag": tag });
    Ok(json!({ "image": { "registryId": account, "repositoryName": name, "imageId": id, "imageManifest": manifest } }))
}

fn given(request: &Value) -> Option<String> {
    request.get("imageDigest").and_then(Value::as_str).map(str::to_owned)
}

/// Deletes images by digest, and tags by tag: an image goes with its last tag.
pub(super) fn delete(world: &mut World, name: &str, request: &Value) -> Value {
    let Some(repository) = world.ecr.repositories.get_mut(name) else { return json!({}) };
    let (mut gone, mut failures) = (Vec::new(), Vec::new());
    for id in request.list("imageIds") {
        let (digest, tag) = (id.text("imageDigest"), id.text("imageTag"));
        let Some(found) = repository.find(digest, tag) else {
            failures.push(json!({
                "imageId": id, "failureCode": "ImageNotFound", "failureReason": "Requested image not found",
            }));
            continue;
        };
        let last = repository.images.get_mut(&found).is_none_or(|image| {
            image.tags.remove(tag);
            tag.is_empty() || image.tags.is_empty()
        });
        if last {
            repository.images.remove(&found);
        }
        gone.push(json!({ "imageDigest": found, "imageTag": id.get("imageTag") }));
    }
    json!({ "imageIds": gone, "failures": failures })
}
