//! Registries of the network are spoken to with encryption.

use std::process::{Command, Output};

use image_tests::{Made, Registry};
use infra_image::push::missing;

fn pushed(made: &Made, host: &str, certificate: Option<&Registry>) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_image-push"));
    command.arg(made.store.folder()).args([host, "web", made.image.digest.as_str()]).env_remove("SSL_CERT_DIR");
    if let Some(registry) = certificate {
        command.env("SSL_CERT_FILE", registry.certificate());
    }
    command.output().unwrap()
}

#[test]
fn the_certificate_is_looked_at() {
    let made = Made::of(100_000);
    let registry = Registry::start_encrypted();
    let output = pushed(&made, &registry.host_in_network(), Some(&registry));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let other = Registry::start_encrypted();
    let output = pushed(&made, &registry.host_in_network(), Some(&other));
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && error.contains("InvalidCertificate"), "{error}");
}

#[tokio::test]
async fn what_does_not_encrypt_is_not_spoken_to() {
    let made = Made::of(1000);
    let registry = Registry::start();
    let output = pushed(&made, &registry.host_in_network(), None);
    assert!(!output.status.success());
    assert!(missing(&made.store, &registry.client(), "web", &made.image.digest).await.unwrap().manifest);
}
