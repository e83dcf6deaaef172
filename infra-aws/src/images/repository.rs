//! What ECR says of the images in a repository, and what it is told.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::Error;
use crate::client::Clients;
use crate::direct::{self, ECR, list, text};
use crate::template::RETIRED;

/// An image in a repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Described {
    /// Its digest.
    pub(crate) digest: String,
    /// Its tags.
    pub(crate) tags: BTreeSet<String>,
    /// The bytes of its layers.
    pub(crate) bytes: u64,
    /// When it was pushed, in seconds since 1970.
    pub(crate) pushed: Option<i64>,
}

impl Described {
    /// The tag that marks it as one that nobody needs any more.
    pub(crate) fn retired(&self) -> Option<&str> {
        self.tags.iter().map(String::as_str).find(|tag| tag.starts_with(RETIRED))
    }
}

const DESCRIBE: &str = "ecr:DescribeImages";
const GET: &str = "ecr:BatchGetImage";
const PUT: &str = "ecr:PutImage";
const DELETE: &str = "ecr:BatchDeleteImage";

/// The kinds of manifests that a tag can be put on.
const TYPES: [&str; 2] =
    ["application/vnd.oci.image.manifest.v1+json", "application/vnd.docker.distribution.manifest.v2+json"];

/// One image of a repository, where it is there.
pub(crate) async fn find(clients: &Clients, repository: &str, digest: &str) -> Result<Option<Described>, Error> {
    let asked = json!({ "repositoryName": repository, "imageIds": [{ "imageDigest": digest }] });
    match direct::json(clients, &ECR, DESCRIBE, &asked).await {
        Ok(answer) => Ok(list(&answer, "imageDetails").first().map(described)),
        Err(error) if is_missing(&error) => Ok(None),
        Err(error) => Err(error),
    }
}

/// All images of a repository; none where it is not there.
pub(crate) async fn all(clients: &Clients, repository: &str) -> Result<Option<Vec<Described>>, Error> {
    let mut images = Vec::new();
    let mut asked = json!({ "repositoryName": repository, "maxResults": 1000 });
    loop {
        let answer = match direct::json(clients, &ECR, DESCRIBE, &asked).await {
            Err(error) if is_missing(&error) => return Ok(None),
            answer => answer?,
        };
        images.extend(list(&answer, "imageDetails").iter().map(described));
        match text(&answer, "nextToken") {
            "" => return Ok(Some(images)),
            token => asked["nextToken"] = json!(token),
        }
    }
}

fn is_missing(error: &Error) -> bool {
    matches!(error.code(), Some("ImageNotFoundException" | "RepositoryNotFoundException"))
}

fn described(image: &Value) -> Described {
    #[expect(clippy::cast_possible_truncation, reason = "seconds since 1970, with fractions that are not needed")]
    let pushed = image.get("imagePushedAt").and_then(Value::as_f64).map(|seconds| seconds as i64);
    Described {
        digest: text(image, "imageDigest").to_owned(),
        tags: list(image, "imageTags").iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        bytes: image.get("imageSizeInBytes").and_then(Value::as_u64).unwrap_or_default(),
        pushed,
    }
}

/// Puts one more tag on an image. That it has it already is as good.
pub(crate) async fn put_tag(clients: &Clients, repository: &str, digest: &str, tag: &str) -> Result<(), Error> {
    let asked = json!({
        "repositoryName": repository,
        "imageIds": [{ "imageDigest": digest }],
        "acceptedMediaTypes": TYPES,
    });
    let answer = direct::json(clients, &ECR, GET, &asked).await?;
    let Some(image) = list(&answer, "images").first() else { return Ok(()) };
    let mut put = json!({
        "repositoryName": repository,
        "imageManifest": text(image, "imageManifest"),
        "imageDigest": digest,
        "imageTag": tag,
    });
    if let Some(kind) = image.get("imageManifestMediaType").filter(|kind| kind.is_string()) {
        put["imageManifestMediaType"] = kind.clone();
    }
    match direct::json(clients, &ECR, PUT, &put).await {
        Err(error) if error.code() == Some("ImageAlreadyExistsException") => Ok(()),
        answer => answer.map(drop),
    }
}

/// Takes a tag off an image, which stays: it has another one. That it has not got it any more is as good, that it is gone is not.
pub(crate) async fn take_tag(clients: &Clients, repository: &str, digest: &str, tag: &str) -> Result<(), Error> {
    let asked = json!({ "repositoryName": repository, "imageIds": [{ "imageTag": tag }] });
    let answer = direct::json(clients, &ECR, DELETE, &asked).await?;
    if list(&answer, "failures").is_empty() || find(clients, repository, digest).await?.is_some() {
        return Ok(());
    }
    Err(Error::Conflict(format!(
        "the image {repository}@{digest} was deleted meanwhile, as one that nobody needed; deploy again, and it is pushed again"
    )))
}
