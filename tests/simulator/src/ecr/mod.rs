//! Amazon ECR: repositories that stacks have made, and the images in them.
//!
//! What is pushed goes to a registry over HTTP, which is another program: where a test has one, the simulator says that
//! the account's registry is there, and is told of what arrived ([`crate::Simulator::pushed`]).

mod image;
mod lifecycle;
mod read;
#[cfg(test)]
mod tests;
mod write;

use std::collections::BTreeMap;

use serde_json::{Value, json};

use image::Image;
pub(crate) use lifecycle::{check as check_lifecycle, expire};

use crate::error::{Answer, AwsError};
use crate::text::Request;
use crate::world::{EPOCH_SECONDS, World};

/// The registry of the account.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ecr {
    /// The repositories by their name.
    pub(crate) repositories: BTreeMap<String, Repository>,
    /// Where the registry is reached, in the place of its own host.
    pub(crate) endpoint: Option<String>,
}

/// A repository.
#[derive(Clone, Debug, Default)]
pub(crate) struct Repository {
    /// What the template says of it.
    pub(crate) properties: Value,
    /// The images by their digest.
    pub(crate) images: BTreeMap<String, Image>,
}

impl Repository {
    /// One without images.
    pub(crate) fn new(properties: &Value) -> Self {
        Self { properties: properties.clone(), images: BTreeMap::new() }
    }
}

/// The host of the account's registry in the region.
pub(crate) fn host(world: &World) -> String {
    format!("{}.dkr.ecr.{}.amazonaws.com", world.account, world.region)
}

/// Whether an image, as a task definition names it, can be pulled; none where it is in no repository that a stack made.
pub(crate) fn has(world: &World, image: &str) -> Option<bool> {
    let rest = image.strip_prefix(&host(world))?.strip_prefix('/')?;
    let (name, version) = rest.split_once('@').or_else(|| rest.split_once(':')).unwrap_or((rest, "latest"));
    let repository = world.ecr.repositories.get(name)?;
    Some(repository.images.contains_key(version) || repository.tagged(version).is_some())
}

/// A repository that goes while a task could still be started with an image of it is a mistake.
pub(crate) fn check_unused(world: &mut World, name: &str) {
    let prefix = format!("{}/{name}@", host(world));
    let running = world.ecs.tasks.values().filter(|task| task.status == "RUNNING" && task.desired == "RUNNING");
    let mut images = running.flat_map(|task| &task.containers).map(|container| &container.image);
    if images.any(|image| image.starts_with(&prefix)) {
        world.violations.push(format!("repository {name} was deleted while tasks ran images of it"));
    }
}

pub(crate) fn answer(world: &mut World, operation: &str, request: &Value) -> Answer {
    if operation == "GetAuthorizationToken" {
        let endpoint = world.ecr.endpoint.clone().unwrap_or_else(|| format!("https://{}", host(world)));
        // `AWS:password`, as the header of a request has it.
        return Ok(json!({ "authorizationData": [{
            "authorizationToken": "QVdTOnBhc3N3b3Jk",
            "expiresAt": EPOCH_SECONDS + world.now.as_secs() + 43_200,
            "proxyEndpoint": endpoint,
        }] }));
    }
    expire(world);
    let name = request.text("repositoryName");
    let registry = request.text("registryId");
    let is_own = registry.is_empty() || registry == world.account;
    if !is_own || !world.ecr.repositories.contains_key(name) {
        // What tests say is there without a stack that made it.
        return crate::known::answer_image(world, operation, request);
    }
    let asked = request.list("imageIds").len();
    if asked > 100 || (asked == 0 && operation.starts_with("Batch")) {
        let message = "Invalid parameter at 'imageIds' failed to satisfy constraint: 'Member must have length between 1 \
                       and 100'";
        return Err(AwsError::new("InvalidParameterException", message));
    }
    match operation {
        "BatchGetImage" => Ok(read::images(world, name, request)),
        "DescribeImages" => read::described(world, name, request),
        "PutImage" => write::put(world, name, request),
        "BatchDeleteImage" => Ok(write::delete(world, name, request)),
        "GetDownloadUrlForLayer" => crate::known::answer_image(world, operation, request),
        _ => Err(AwsError::unknown_operation("ecr", operation)),
    }
}
