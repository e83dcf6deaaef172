//! DescribeImages, BatchGetImage.

use serde_json::{Value, json};

use super::image::id;
use crate::error::{Answer, AwsError};
use crate::page::page;
use crate::text::Request;
use crate::world::{EPOCH_SECONDS, World};

/// How many images are described at once where the request does not say.
const PAGE: usize = 100;

pub(super) fn described(world: &World, name: &str, request: &Value) -> Answer {
    let Some(repository) = world.ecr.repositories.get(name) else { return Ok(json!({ "imageDetails": [] })) };
    let asked = request.list("imageIds");
    if !asked.is_empty() && (request.get("maxResults").is_some() || request.get("nextToken").is_some()) {
        let message = "maxResults and nextToken cannot be specified with imageIds";
        return Err(AwsError::new("InvalidParameterException", message));
    }
    let mut digests = Vec::new();
    for id in asked {
        let Some(digest) = repository.find(id.text("imageDigest"), id.text("imageTag")) else {
            let message = format!("The image requested does not exist within the repository with name '{name}'");
            return Err(AwsError::new("ImageNotFoundException", message));
        };
        digests.push(digest);
    }
    let shown = repository.images.iter().filter(|(digest, _)| asked.is_empty() || digests.contains(digest));
    let mut details = Vec::new();
    for (digest, image) in shown {
        let mut told = json!({
            "registryId": world.account,
            "repositoryName": name,
            "imageDigest": digest,
            "imageSizeInBytes": image.size,
            "imagePushedAt": EPOCH_SECONDS + image.pushed.as_secs(),
            "imageManifestMediaType": image.media_type,
        });
        if asked.is_empty() {
            // What is kept beside an image is an image without a tag to ECR.
            details.extend(image.attached.iter().map(|text| {
                let mut beside = told.clone();
                beside["imageDigest"] = json!(format!("sha256:{:064x}", checksum(text)));
                beside
            }));
        }
        if !image.tags.is_empty() {
            told["imageTags"] = json!(image.tags);
        }
        details.push(told);
    }
    Ok(page("imageDetails", "nextToken", &details, request, "maxResults", if asked.is_empty() { PAGE } else { 1000 }))
}

/// Tells texts apart, always the same way.
fn checksum(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

pub(super) fn images(world: &World, name: &str, request: &Value) -> Value {
    let (mut images, mut failures) = (Vec::new(), Vec::new());
    let Some(repository) = world.ecr.repositories.get(name) else { return json!({}) };
    for asked in request.list("imageIds") {
        let tag = asked.text("imageTag");
        let digest = repository.find(asked.text("imageDigest"), tag);
        let found = digest.and_then(|digest| repository.images.get(&digest).map(|image| (digest, image)));
        match found {
            Some((digest, image)) => images.push(json!({
                "registryId": world.account,
                "repositoryName": name,
                "imageId": id(&digest, tag),
                "imageManifest": image.manifest,
                "imageManifestMediaType": image.media_type,
            })),
            None => failures.push(repository.failure(asked)),
        }
    }
    json!({ "images": images, "failures": failures })
}
