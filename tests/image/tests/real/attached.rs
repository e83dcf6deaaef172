//! What is attached to an image travels with it.

use image_tests::{Made, Registry, Server, answer, run};
use infra_image::attach::{attach, read};
use infra_image::oci::{Index, media_type};

use crate::support::push;

const SBOM: &str = "application/vnd.cyclonedx+json";
const PROVENANCE: &str = "application/vnd.in-toto+json";

fn made() -> Made {
    let made = Made::of(1000);
    attach(&made.store, &made.image, SBOM, SBOM, br#"{"bomFormat":"CycloneDX"}"#).unwrap();
    attach(&made.store, &made.image, PROVENANCE, PROVENANCE, br#"{"_type":"https://in-toto.io/Statement/v1"}"#)
        .unwrap();
    made
}

#[tokio::test]
async fn what_is_attached_is_read_from_the_registry() {
    let registry = Registry::start();
    let (made, client) = (made(), registry.client());
    push(&made, &client, "web", &["v1"]).await.unwrap();
    let image = &made.image.digest;
    assert_eq!(read(&client, "web", image, SBOM).await.unwrap(), [br#"{"bomFormat":"CycloneDX"}"#.as_slice()]);
    assert_eq!(read(&client, "web", image, PROVENANCE).await.unwrap().len(), 1);
    assert!(read(&client, "web", image, "text/plain").await.unwrap().is_empty());
    assert_eq!(client.referrers("web", image, None).await.unwrap().len(), 2);

    // This registry has no list of its own: the standard's tag stands for it, and others find it there.
    let tag = format!("docker://{}/web:sha256-{}", registry.host(), image.hex());
    let index: Index = serde_json::from_str(&run("skopeo", ["inspect", "--raw", "--tls-verify=false", &tag])).unwrap();
    assert_eq!(index.manifests.len(), 2);
    push(&made, &client, "web", &["v1"]).await.unwrap();
    assert_eq!(client.referrers("web", image, None).await.unwrap().len(), 2);
}

#[tokio::test]
async fn a_registry_that_lists_by_itself_gets_no_tag() {
    let registry = Registry::start();
    let made = made();
    let listed = infra_image::attach::attached(&made.store, &made.image.digest).unwrap();
    let list = serde_json::to_string(&Index::new(listed.clone())).unwrap();
    let server = Server::start(Some(registry.address()), move |request| {
        let path = request.uri.path();
        if path.contains("/referrers/") {
            return Some(answer(200, list.clone()));
        }
        // The real one takes it, and this one says in its place that it will be listed.
        let artifact = listed.iter().find(|artifact| path.ends_with(artifact.digest.as_str()))?;
        (request.method == "PUT").then(|| {
            let mut taken = answer(201, "");
            taken.headers_mut().insert("oci-subject", artifact.digest.to_string().parse().unwrap());
            taken
        })
    })
    .await;
    push(&made, &server.client(), "web", &["v1"]).await.unwrap();
    assert_eq!(registry.client().tags("web").await.unwrap(), ["v1"]);
    assert_eq!(server.client().referrers("web", &made.image.digest, Some(SBOM)).await.unwrap().len(), 1);
    assert_eq!(media_type::EMPTY, "application/vnd.oci.empty.v1+json");
}
