//! What names mean.

use image_tests::{Made, Registry};
use infra_image::oci::{ImagePlatform, Index, media_type};
use infra_image::pull::{PullError, pull, resolve};
use infra_image::{Architecture, Descriptor, Image, Platform, RegistryError, Store};

use crate::support::{push, reference, unheard};

const ARM: Platform = Platform { architecture: Architecture::Arm64 };

#[tokio::test]
async fn a_tag_is_resolved_to_a_digest_and_its_platforms() {
    let registry = Registry::start();
    let client = registry.client();
    let made = Made::of(1000);
    let arm = Image { ..Image::empty(ARM) }.write(&made.store).unwrap();
    let of = |image: &Descriptor, platform: Platform| Descriptor { platform: Some(platform.into()), ..image.clone() };
    let index = Index::new(vec![of(&made.image, Platform::default()), of(&arm, ARM)]);
    let index = made.store.put(media_type::INDEX, &serde_json::to_vec(&index).unwrap()).unwrap();
    let both = Made { image: index.clone(), ..made };
    push(&both, &client, "both", &["v1"]).await.unwrap();

    let resolved = resolve(&client, &reference(&client, "both:v1"), ARM).await.unwrap();
    assert_eq!(resolved.digest, index.digest);
    assert_eq!(resolved.image.map(|image| image.digest), Some(arm.digest.clone()));
    assert_eq!(resolved.platforms, [ImagePlatform::from(Platform::default()), ImagePlatform::from(ARM)]);

    let folder = tempfile::tempdir().unwrap();
    let store = Store::at(folder.path()).unwrap();
    let pulled = pull(&client, &reference(&client, "both:v1"), ARM, &store, &unheard()).await.unwrap();
    assert_eq!(pulled.digest, arm.digest);
    let pinned = reference(&client, "both").pinned(arm.digest.clone());
    let resolved = resolve(&client, &pinned, Platform::default()).await.unwrap();
    assert_eq!((resolved.digest, resolved.image), (arm.digest, None));
    let wrong = pull(&client, &pinned, Platform::default(), &store, &unheard()).await.unwrap_err();
    assert!(matches!(wrong, PullError::Platform { .. }));
    assert_eq!(wrong.to_string(), format!("{pinned} has no image for linux/amd64: it has linux/arm64"));
}

#[tokio::test]
async fn what_is_not_there_is_said() {
    let registry = Registry::start();
    let client = registry.client();
    let error = resolve(&client, &reference(&client, "nothing:v1"), Platform::default()).await.unwrap_err();
    assert!(matches!(error, RegistryError::Missing { .. }));
    assert_eq!(error.to_string(), format!("the registry {} has no image nothing:v1", registry.host()));
    let host = registry.host();
    drop(registry);
    let error = client.tags("web").await.unwrap_err();
    assert_eq!(error.to_string(), format!("the registry {host} cannot be reached"));
}
