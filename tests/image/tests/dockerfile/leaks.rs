//! No byte of a build secret is anywhere but where it came from.

use std::io::Read;

use infra_image::{Image, Store};

use crate::app::{App, SECRET};

/// Whether bytes hold the secret: as it is.
fn holds(bytes: &[u8]) -> bool {
    bytes.windows(SECRET.len()).any(|window| window == SECRET.as_bytes())
}

fn blobs(store: &Store) -> Vec<std::path::PathBuf> {
    let folder = store.folder().join("blobs/sha256");
    std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect()
}

#[tokio::test]
async fn a_build_secret_is_in_no_layer_no_word_and_no_line() {
    let mut app = App::new().await;
    let image = app.build().await;
    let store = app.store();
    let blobs = blobs(&store);
    assert_eq!(blobs.len(), 4, "the manifest, the configuration and two layers");
    for blob in blobs {
        let bytes = std::fs::read(&blob).unwrap();
        assert!(!holds(&bytes), "{}", blob.display());
    }
    // The layers as they are unpacked.
    let mut files = 0;
    for layer in Image::read(&store, &image).unwrap().layers {
        let file = store.open(&layer.digest).unwrap();
        let each = |_: &_, content: &mut dyn Read| {
            let mut bytes = Vec::new();
            content.read_to_end(&mut bytes)?;
            files += 1;
            assert!(!holds(&bytes));
            Ok(())
        };
        infra_image::layer::visit(file, &layer.media_type, infra_image::layer::Limits::default(), each).unwrap();
    }
    assert!(files >= 3);
    // The step shows its secret, and nobody sees it.
    assert!(app.said().contains("***") && !holds(app.said().as_bytes()), "{}", app.said());
    assert!(!holds(app.calls().as_bytes()), "{}", app.calls());
    let fingerprint = serde_json::to_string(&app.inputs().await.fingerprint).unwrap();
    assert!(fingerprint.contains("secret token") && !holds(fingerprint.as_bytes()));
}
