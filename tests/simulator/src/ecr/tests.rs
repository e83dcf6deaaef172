//! What is held against the documents of ECR.

use std::time::Duration;

use serde_json::{Value, json};

use super::{Repository, answer, check_lifecycle};
use crate::text::Request;
use crate::world::{EPOCH_SECONDS, World};

const NAME: &str = "shop-dev-web";

/// An account with a repository.
fn world(properties: &Value) -> World {
    let mut world = World::new("111122223333", "eu-central-1", 1);
    world.ecr.repositories.insert(NAME.to_owned(), Repository::new(properties));
    world
}

fn ask(world: &mut World, operation: &str, words: Value) -> Value {
    let mut request = words;
    request["repositoryName"] = json!(NAME);
    answer(world, operation, &request).unwrap_or_else(|error| json!(error.code))
}

fn put(world: &mut World, digest: &str, tag: &str) -> Value {
    let told = ask(
        world,
        "PutImage",
        json!({
            "imageManifest": format!("manifest of {digest}"), "imageDigest": digest, "imageTag": tag,
        }),
    );
    if told.is_string() { told } else { told["image"]["imageId"].clone() }
}

fn policy(rules: &Value) -> Value {
    json!({ "LifecyclePolicy": { "LifecyclePolicyText": json!({ "rules": rules }).to_string() } })
}

fn rule(priority: u32, selection: Value) -> Value {
    let description = "What is said of it, so that the text is long enough";
    json!({ "rulePriority": priority, "description": description, "selection": selection, "action": { "type": "expire" } })
}

#[test]
fn a_tag_is_moved_only_where_the_repository_lets_it() {
    let mut fixed = world(&json!({ "ImageTagMutability": "IMMUTABLE" }));
    assert_eq!(put(&mut fixed, "sha256:1", "v1"), json!({ "imageDigest": "sha256:1", "imageTag": "v1" }));
    assert_eq!(put(&mut fixed, "sha256:1", "v1"), "ImageAlreadyExistsException");
    assert_eq!(put(&mut fixed, "sha256:1", ""), "ImageAlreadyExistsException");
    assert_eq!(put(&mut fixed, "sha256:2", "v1"), "ImageTagAlreadyExistsException");
    assert_eq!(put(&mut fixed, "sha256:2", "v 1"), "InvalidParameterException");
    assert_eq!(put(&mut fixed, "sha256:2", ""), json!({ "imageDigest": "sha256:2" }));
    let other = json!({ "imageManifest": "manifest of sha256:1", "imageDigest": "sha256:3" });
    assert_eq!(ask(&mut fixed, "PutImage", other), "ImageDigestDoesNotMatchException");

    let mut free = world(&json!({}));
    put(&mut free, "sha256:1", "v1");
    put(&mut free, "sha256:2", "v1");
    assert_eq!(free.ecr.repositories[NAME].tagged("v1").as_deref(), Some("sha256:2"));
    assert!(free.ecr.repositories[NAME].images["sha256:1"].tags.is_empty());
}

#[test]
fn images_are_described_in_pages_and_what_is_beside_them_has_no_tags() {
    let mut world = world(&json!({}));
    for digest in ["sha256:1", "sha256:2"] {
        put(&mut world, digest, &digest[7..]);
    }
    let images = &mut world.ecr.repositories.get_mut(NAME).unwrap().images;
    images.get_mut("sha256:2").unwrap().attached.insert("its parts".to_owned());
    let first = ask(&mut world, "DescribeImages", json!({ "maxResults": 2 }));
    let second = ask(&mut world, "DescribeImages", json!({ "maxResults": 2, "nextToken": first.text("nextToken") }));
    let details = [first.list("imageDetails"), second.list("imageDetails")].concat();
    assert_eq!((details.len(), second.get("nextToken")), (3, None));
    assert_eq!(details.iter().filter(|image| image.get("imageTags").is_none()).count(), 1);
    let mixed = json!({ "imageIds": [{ "imageTag": "1" }], "maxResults": 2 });
    assert_eq!(ask(&mut world, "DescribeImages", mixed), "InvalidParameterException");
    let absent = json!({ "imageIds": [{ "imageTag": "3" }] });
    assert_eq!(ask(&mut world, "DescribeImages", absent), "ImageNotFoundException");
}

#[test]
fn an_image_goes_with_its_last_tag_and_what_is_not_there_is_told() {
    let mut world = world(&json!({}));
    put(&mut world, "sha256:1", "a");
    put(&mut world, "sha256:1", "b");
    let asked = json!({ "imageIds": [{ "imageTag": "a" }, {}, { "imageTag": "b", "imageDigest": "sha256:1" }] });
    let told = ask(&mut world, "BatchDeleteImage", asked);
    assert_eq!(told["failures"][0]["failureCode"], "MissingDigestAndTag");
    assert_eq!(told["imageIds"][1], json!({ "imageDigest": "sha256:1", "imageTag": "b" }));
    assert!(world.ecr.repositories[NAME].images.is_empty());
    put(&mut world, "sha256:2", "c");
    let asked = json!({ "imageIds": [{ "imageTag": "a", "imageDigest": "sha256:2" }, { "imageTag": "a" }] });
    let codes = ask(&mut world, "BatchGetImage", asked);
    let codes: Vec<&str> = codes.list("failures").iter().map(|failure| failure.text("failureCode")).collect();
    assert_eq!(codes, ["ImageTagDoesNotMatchDigest", "ImageNotFound"]);
    assert_eq!(ask(&mut world, "BatchGetImage", json!({ "imageIds": [] })), "InvalidParameterException");
}

#[test]
fn each_image_is_judged_by_the_first_rule_that_is_about_it() {
    let count = |number| json!({ "tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": number });
    let aged = json!({
        "tagStatus": "tagged", "tagPrefixList": ["keep-", "v"], "countType": "sinceImagePushed", "countUnit": "days",
        "countNumber": 9,
    });
    let properties = policy(&json!([rule(2, count(1)), rule(1, aged)]));
    assert_eq!(check_lifecycle(&properties), Ok(()));
    let mut world = world(&properties);
    for (day, digest, tags) in
        [(0, "sha256:1", &["v1", "keep-1"][..]), (1, "sha256:2", &["v2"]), (2, "sha256:3", &["v3"])]
    {
        world.now = Duration::from_hours(24 * day);
        let repository = world.ecr.repositories.get_mut(NAME).unwrap();
        for tag in tags {
            repository.put(digest, tag, digest, "", world.now);
        }
    }
    let left = |world: &mut World| {
        let told = ask(world, "DescribeImages", json!({}));
        told.list("imageDetails").iter().map(|image| image.text("imageDigest").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(left(&mut world), ["sha256:1", "sha256:3"]);
    world.now = Duration::from_hours(24 * 10);
    assert_eq!(left(&mut world), ["sha256:3"]);
}

#[test]
fn policies_that_ecr_would_refuse_are_refused() {
    let count = json!({ "tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": 1 });
    let untagged = json!({ "tagStatus": "untagged", "countType": "imageCountMoreThan", "countNumber": 1 });
    let hours = json!({ "tagStatus": "any", "countType": "sinceImagePushed", "countUnit": "hours", "countNumber": 1 });
    for rules in [
        json!([]),
        json!([rule(1, hours)]),
        json!([rule(1, count.clone()), rule(1, untagged.clone())]),
        json!([rule(1, count.clone()), rule(2, untagged)]),
        json!([rule(0, count)]),
    ] {
        assert!(check_lifecycle(&policy(&rules)).is_err(), "{rules}");
    }
    assert!(check_lifecycle(&json!({ "LifecyclePolicy": { "LifecyclePolicyText": "{}" } })).is_err());
    assert_eq!(check_lifecycle(&json!({})), Ok(()));
}

#[test]
fn a_token_is_good_for_twelve_hours() {
    let mut world = world(&json!({}));
    let told = ask(&mut world, "GetAuthorizationToken", json!({}));
    let data = &told["authorizationData"][0];
    assert_eq!(data["expiresAt"], EPOCH_SECONDS + 12 * 3600);
    assert_eq!(data["proxyEndpoint"], "https://111122223333.dkr.ecr.eu-central-1.amazonaws.com");
}
