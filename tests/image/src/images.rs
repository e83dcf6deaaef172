//! Images to push.

use std::fs;
use std::sync::Arc;

use infra_image::push::PushEvents;
use infra_image::{Descriptor, Image, LayerBuilder, Owner, Platform, Store};
use tempfile::TempDir;

/// A store with an image.
#[derive(Debug)]
pub struct Made {
    /// The folder of the store, and of what the image was made of.
    pub folder: TempDir,
    /// The store.
    pub store: Store,
    /// The image's manifest.
    pub image: Descriptor,
}

impl Made {
    /// An image of two layers: a few files, and a program of that many bytes that cannot be compressed.
    #[must_use]
    pub fn of(bytes: usize) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::at(folder.path().join("store")).unwrap();
        let binary = folder.path().join("web");
        fs::write(&binary, noise(bytes)).unwrap();
        let mut image = Image::empty(Platform::default());
        let mut base = LayerBuilder::new();
        base.bytes("etc/passwd", "web:x:65532:65532::/:/sbin/nologin\n", 0o644, Owner::ROOT).unwrap();
        base.directory("tmp", 0o1777, Owner::ROOT).unwrap();
        base.symlink("etc/localtime", "/usr/share/zoneinfo/UTC", Owner::ROOT).unwrap();
        image.add(base.finish(&store).unwrap(), "base");
        let mut program = LayerBuilder::new();
        program.file("app/web", &binary, 0o755, Owner { user: 65532, group: 65532 }).unwrap();
        image.add(program.finish(&store).unwrap(), "cargo build");
        image.config.config.entrypoint = vec!["/app/web".to_owned()];
        image.config.config.user.push_str("65532:65532");
        let image = image.write(&store).unwrap();
        Self { folder, store, image }
    }
}

/// Bytes that cannot be compressed, the same each time.
#[must_use]
pub fn noise(bytes: usize) -> Vec<u8> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()
    };
    let mut noise: Vec<u8> = (0..bytes.div_ceil(8)).flat_map(|_| next()).collect();
    noise.truncate(bytes);
    noise
}

/// Hears nothing.
#[must_use]
pub fn quiet() -> PushEvents {
    Arc::new(|_| {})
}
