//! Images that are kept in Amazon ECR.

use serde_json::{Value, json};

use super::manifest::{self, Manifest, Platforms};
use super::{Image, Reference, Verdict};
use crate::Error;
use crate::client::Clients;
use crate::direct::{self, ECR, list, plain, text};
use crate::template::Repository;

/// What is called, as IAM names it.
const IMAGE: &str = "ecr:BatchGetImage";
const LAYER: &str = "ecr:GetDownloadUrlForLayer";

pub(super) async fn find(clients: &Clients, repository: Repository<'_>, reference: &Reference) -> Image {
    let key = if reference.is_digest() { "imageDigest" } else { "imageTag" };
    let asked = json!({
        "registryId": repository.account,
        "repositoryName": repository.name,
        "imageIds": [{ key: reference.version }],
        "acceptedMediaTypes": manifest::TYPES,
    });
    let answer = match direct::json_in(clients, repository.region, &ECR, IMAGE, &asked).await {
        Ok(answer) => answer,
        Err(error) if error.code() == Some("RepositoryNotFoundException") => {
            let Repository { account, region, name } = repository;
            return Image::Missing(format!("there is no repository {name} in account {account}, {region}"));
        }
        Err(error) => return Image::Unknown(Verdict::unread(&error)),
    };
    let Some(image) = list(&answer, "images").first() else {
        let why = list(&answer, "failures").first().map(|failure| text(failure, "failureReason")).unwrap_or_default();
        let why = if why.is_empty() { String::new() } else { format!(": {why}") };
        return Image::Missing(format!("the repository {} has no such image{why}", repository.name));
    };
    let said: Value = serde_json::from_str(text(image, "imageManifest")).unwrap_or_default();
    match manifest::read(&said) {
        Some(Manifest::List(platforms)) => Image::There(platforms),
        Some(Manifest::One(digest)) => match configuration(clients, repository, &digest).await {
            Ok(platforms) => Image::There(platforms),
            // That it is there is known.
            Err(_) => Image::There(Platforms::Unsaid),
        },
        None => Image::There(Platforms::Unsaid),
    }
}

/// What the configuration of an image says, which ECR keeps as it keeps layers.
async fn configuration(clients: &Clients, repository: Repository<'_>, digest: &str) -> Result<Platforms, Error> {
    let asked = json!({ "registryId": repository.account, "repositoryName": repository.name, "layerDigest": digest });
    let answer = direct::json_in(clients, repository.region, &ECR, LAYER, &asked).await?;
    let body = plain::get(&clients.config, text(&answer, "downloadUrl"), &[]).await?.body;
    Ok(manifest::of_configuration(&serde_json::from_str(&body).unwrap_or_default()))
}
