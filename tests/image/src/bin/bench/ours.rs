//! The product's way.

use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use image_tests::quiet;
use infra_image::push::Push;
use infra_image::{Credentials, Image, LayerBuilder, Owner, Platform, Registry, Store};

/// One process that packs and pushes.
pub(crate) fn commands(folder: &Path, registry: &str) -> Vec<Command> {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.arg("once").arg(folder.join("store")).arg(registry).arg(folder.join("context").join("web"));
    vec![command]
}

pub(crate) fn once(store: &str, registry: &str, binary: &str) {
    let store = Store::at(store).unwrap();
    let mut layer = LayerBuilder::new();
    layer.file("app/web", Path::new(binary), 0o755, Owner::ROOT).unwrap();
    let mut image = Image::empty(Platform::default());
    image.add(layer.finish(&store).unwrap(), "web");
    image.config.config.entrypoint = vec!["/app/web".to_owned()];
    let image = image.write(&store).unwrap().digest;
    let registry = Registry::new(registry, Arc::new(Credentials::Anonymous));
    let tags = ["latest".to_owned()];
    let push =
        Push { store: &store, registry: &registry, repository: "web", image: &image, tags: &tags, mount_from: &[] };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(push.run(&quiet())).unwrap();
}
