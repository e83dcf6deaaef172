//! PutImage, BatchDeleteImage.

use serde_json::{Value, json};

use super::image::id;
use crate::error::{Answer, AwsError};
use crate::text::Request;
use crate::world::World;

/// Puts a manifest, with a tag: of an image that is there the tag alone is new.
pub(super) fn put(world: &mut World, name: &str, request: &Value) -> Answer {
    let (manifest, tag, given) = (request.text("imageManifest"), request.text("imageTag"), request.text("imageDigest"));
    let (now, account) = (world.now, world.account.clone());
    let Some(repository) = world.ecr.repositories.get_mut(name) else { return Ok(json!({})) };
    if !tag.is_empty() && !is_tag(tag) {
        let message = "Invalid parameter at 'imageTag' failed to satisfy constraint: 'must satisfy regular expression \
                       '[a-zA-Z0-9-_.]{1,300}''";
        return Err(AwsError::new("InvalidParameterException", message));
    }
    let same = repository.images.iter().find(|(_, image)| image.manifest == manifest);
    let digest = match same.map(|(digest, _)| digest.clone()) {
        Some(digest) if !given.is_empty() && given != digest => {
            let message = format!("The digest '{given}' does not match the digest of the manifest, '{digest}'");
            return Err(AwsError::new("ImageDigestDoesNotMatchException", message));
        }
        Some(digest) => digest,
        None if given.is_empty() => {
            return Err(AwsError::client("the simulator hashes nothing: give `imageDigest`"));
        }
        None => given.to_owned(),
    };
    let holder = repository.tagged(tag);
    let is_there =
        if tag.is_empty() { repository.images.contains_key(&digest) } else { holder.as_ref() == Some(&digest) };
    if is_there {
        let tagged = if tag.is_empty() { String::new() } else { format!(" and tag '{tag}'") };
        let message = format!(
            "Image with digest '{digest}'{tagged} already exists in the repository with name '{name}' in registry with \
             id '{account}'"
        );
        return Err(AwsError::new("ImageAlreadyExistsException", message));
    }
    if holder.is_some() && repository.is_immutable() {
        let message = format!(
            "The image tag '{tag}' already exists in the '{name}' repository and cannot be overwritten because the \
             repository is immutable."
        );
        return Err(AwsError::new("ImageTagAlreadyExistsException", message));
    }
    repository.put(&digest, tag, manifest, request.text("imageManifestMediaType"), now);
    Ok(json!({ "image": {
        "registryId": account,
        "repositoryName": name,
        "imageId": id(&digest, tag),
        "imageManifest": manifest,
        "imageManifestMediaType": request.text("imageManifestMediaType"),
    } }))
}

fn is_tag(tag: &str) -> bool {
    tag.len() <= 300 && tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
}

/// Deletes images by digest, and tags by tag: an image goes with its last tag.
pub(super) fn delete(world: &mut World, name: &str, request: &Value) -> Value {
    let Some(repository) = world.ecr.repositories.get_mut(name) else { return json!({}) };
    let (mut gone, mut failures) = (Vec::new(), Vec::new());
    for asked in request.list("imageIds") {
        let (digest, tag) = (asked.text("imageDigest"), asked.text("imageTag"));
        let Some(found) = repository.find(digest, tag) else {
            failures.push(repository.failure(asked));
            continue;
        };
        let last = repository.images.get_mut(&found).is_none_or(|image| {
            image.tags.remove(tag);
            tag.is_empty() || image.tags.is_empty()
        });
        if last {
            repository.images.remove(&found);
        }
        gone.push(id(&found, tag));
    }
    json!({ "imageIds": gone, "failures": failures })
}
