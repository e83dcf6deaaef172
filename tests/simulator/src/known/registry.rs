//! The web: registries of images, which give a token to everybody who asks where they say; where layers are; and what S3
//! tells everybody of buckets.

use serde_json::{Value, json};

use super::image::{digest, layer_url, manifest};
use crate::text::Request;
use crate::world::World;

const BOTH: [&str; 2] = ["linux/amd64", "linux/arm64"];
const TOKEN: &str = "everybody";

/// Answers a GET with its status, headers and body.
pub(crate) fn answer(world: &World, request: &Value) -> Value {
    let url = request.text("url").strip_prefix("https://").unwrap_or_default();
    let (host, path) = url.split_once('/').unwrap_or((url, ""));
    if host == "layers.simulated" {
        return layer(path);
    }
    if host.starts_with("s3.") {
        return bucket(world, path);
    }
    if path.starts_with("token") {
        return json!({ "status": 200, "body": json!({ "token": TOKEN }).to_string() });
    }
    let Some((repository, kind, version)) = parts(path) else { return json!({ "status": 404 }) };
    if request.text("authorization") != format!("Bearer {TOKEN}") {
        let challenge = format!(
            "Bearer realm=\"https://auth.{host}/token\",service=\"{host}\",scope=\"repository:{repository}:pull\""
        );
        return json!({ "status": 401, "headers": { "www-authenticate": challenge } });
    }
    if kind == "blobs" {
        return json!({ "status": 307, "headers": { "location": layer_url(version) } });
    }
    let place = (host.to_owned(), repository.to_owned(), version.to_owned());
    let platforms = world.known.images.get(&place).cloned();
    let platforms = platforms.unwrap_or_else(|| BOTH.map(str::to_owned).to_vec());
    if platforms.is_empty() {
        return json!({ "status": 404, "body": "{\"errors\":[{\"code\":\"MANIFEST_UNKNOWN\"}]}" });
    }
    json!({ "status": 200, "body": manifest(&platforms).to_string() })
}

/// Repository, kind and version of `v2/{repository}/{manifests or blobs}/{version}`.
fn parts(path: &str) -> Option<(&str, &str, &str)> {
    let rest = path.strip_prefix("v2/")?;
    let (rest, version) = rest.rsplit_once('/')?;
    let (repository, kind) = rest.rsplit_once('/')?;
    Some((repository, kind, version))
}

/// The configuration of an image, by its digest.
fn layer(wanted: &str) -> Value {
    let Some(platform) = BOTH.into_iter().find(|platform| digest(platform) == wanted) else {
        return json!({ "status": 404 });
    };
    let (os, architecture) = platform.split_once('/').unwrap_or_default();
    json!({ "status": 200, "body": json!({ "os": os, "architecture": architecture }).to_string() })
}

/// A bucket that is not for everybody to read.
fn bucket(world: &World, path: &str) -> Value {
    let name = path.split(['/', '?']).next().unwrap_or_default();
    match world.known.buckets.get(name) {
        None => json!({ "status": 404, "body": "<Error><Code>NoSuchBucket</Code></Error>" }),
        Some(region) => {
            let status = if *region == world.region { 403 } else { 301 };
            json!({ "status": status, "headers": { "x-amz-bucket-region": region } })
        }
    }
}
