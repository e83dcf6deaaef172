//! DescribeRepositories, DescribeImages, BatchGetImage.

use serde_json::{Value, json};

use super::host;
use crate::error::{Answer, AwsError};
use crate::text::{Request, texts};
use crate::world::{EPOCH_SECONDS, World};

pub(super) fn repositories(world: &World, request: &Value) -> Answer {
    let asked: Vec<&str> = texts(request.list("repositoryNames")).collect();
    if let Some(missing) = asked.iter().find(|name| !world.ecr.repositories.contains_key(**name)) {
        let account = &world.account;
        let message =
            format!("The repository with name '{missing}' does not exist in the registry with id '{account}'");
        return Err(AwsError::new("RepositoryNotFoundException", message));
    }
    let shown = world.ecr.repositories.iter().filter(|(name, _)| asked.is_empty() || asked.contains(&name.as_str()));
    let repositories: Vec<Value> = shown
        .map(|(name, repository)| {
            json!({
                "repositoryName": name,
                "repositoryArn": world.arn("ecr", &format!("repository/{name}")),
                "registryId": world.account,
                "repositoryUri": format!("{}/{name}", host(world)),
                "imageTagMutability": repository.properties.text("ImageTagMutability"),
            })
        })
        .collect();
    Ok(json!({ "repositories": repositories }))
}

pub(super) fn described(world: &World, name: &str, request: &Value) -> Answer {
    let Some(repository) = world.ecr.repositories.get(name) else { return Ok(json!({ "imageDetails": [] })) };
    let asked = request.list("imageIds");
    let mut digests = Vec::new();
    for id in asked {
        let Some(digest) = repository.find(id.text("imageDigest"), id.text("imageTag")) else {
            let message = format!("The image requested does not exist within the repository with name '{name}'");
            return Err(AwsError::new("ImageNotFoundException", message));
        };
        digests.push(digest);
    }
    let shown = repository.images.iter().filter(|(digest, _)| asked.is_empty() || digests.contains(digest));
    let details: Vec<Value> = shown
        .map(|(digest, image)| {
            json!({
                "registryId": world.account,
                "repositoryName": name,
                "imageDigest": digest,
                "imageTags": image.tags,
                "imageSizeInBytes": image.size,
                "imagePushedAt": EPOCH_SECONDS + image.pushed.as_secs(),
                "imageManifestMediaType": image.media_type,
            })
        })
        .collect();
    Ok(json!({ "imageDetails": details }))
}

pub(super) fn images(world: &World, name: &str, request: &Value) -> Value {
    let (mut images, mut failures) = (Vec::new(), Vec::new());
    let repository = world.ecr.repositories.get(name);
    for id in request.list("imageIds") {
        let found = repository.and_then(|repository| {
            let digest = repository.find(id.text("imageDigest"), id.text("imageTag"))?;
            repository.images.get(&digest).map(|image| (digest, image))
        });
        match found {
            Some((digest, image)) => images.push(json!({
                "registryId": world.account,
                "repositoryName": name,
                "imageId": { "imageDigest": digest, "imageTag": id.get("imageTag") },
                "imageManifest": image.manifest,
                "imageManifestMediaType": image.media_type,
            })),
            None => failures.push(json!({
                "imageId": id, "failureCode": "ImageNotFound", "failureReason": "Requested image not found",
            })),
        }
    }
    json!({ "images": images, "failures": failures })
}
