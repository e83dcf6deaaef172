//! What a build makes, and what it says where it fails.

use infra_image::dockerfile::BuildError;
use infra_image::{Image, Store};

use crate::app::App;

#[tokio::test]
async fn an_image_is_one_of_one_platform_and_of_no_time() {
    let mut app = App::new().await;
    let image = app.build().await;
    let image = Image::read(&app.store(), &image).unwrap();
    assert_eq!(
        (image.config.os.as_str(), image.config.architecture.as_str(), image.layers.len()),
        ("linux", "amd64", 2)
    );
    let text = serde_json::to_string(&image.config).unwrap();
    assert!(!text.contains("buildah") && text.contains("1970-01-01T00:00:00Z"), "{text}");
    assert!(app.said().contains("RUN --mount=type=secret,id=token make"), "{}", app.said());
}

#[tokio::test]
async fn a_base_is_the_one_that_was_looked_at() {
    let mut app = App::new().await;
    let image = app.build().await;
    // The name means another image by now, and the builder has an older one of that name.
    app.base("two").await;
    let changed = app.build().await;
    assert_ne!(changed, image);
    app.base("one").await;
    assert_eq!(app.build().await, image);
}

#[tokio::test]
#[allow(clippy::print_stderr, reason = "whoever reads the tests' output sees what was not tested")]
async fn podman_builds_the_same_image() {
    let Some(podman) = std::env::var_os("INFRA_TEST_PODMAN") else {
        eprintln!("INFRA_TEST_PODMAN names no Podman: nothing is tested");
        return;
    };
    let mut app = App::of("podman", podman.as_ref()).await;
    let image = app.build().await;
    let (store, mut other) = (app.store(), App::new().await);
    let other_image = other.build().await;
    let files = |store: &Store, image| Image::read(store, image).unwrap().config.rootfs.diff_ids;
    assert_eq!(files(&store, &image), files(&other.store(), &other_image));
}

#[tokio::test]
async fn a_build_that_fails_says_where() {
    let app = App::new().await;
    app.write("Dockerfile", &app.read("Dockerfile").replace("make src", "make nowhere"));
    let error = app.try_build().await.unwrap_err();
    let BuildError::Failed { step, last, .. } = &error else { panic!("{error}") };
    assert!(step.as_deref().unwrap().starts_with("RUN --mount=type=secret,id=token make nowhere"), "{error}");
    assert!(last.iter().any(|line| line.contains("nowhere/*.rs") && line.contains("No such file")), "{error}");
}
