//! Binaries that take the C library of their base.

use infra_core::declaration::{Base, Libc};
use infra_image::cargo::{BaseImage, CargoError};
use infra_image::oci::media_type;
use infra_image::{Architecture, Image, LayerBuilder, Owner};

use crate::workspace::{Workspace, here, recipe};

const BASE: &str = "example.com/base@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

#[tokio::test]
async fn a_base_whose_library_is_too_old_is_refused() {
    let shop = Workspace::new("a");
    let mut recipe = recipe();
    (recipe.libc, recipe.base) = (Libc::Gnu, Base::Reference(BASE));
    let packer = shop.packer().await;
    let prepared = packer.prepare(&recipe).await.unwrap();
    let compiled = packer.compile(&[&prepared], &|_| ()).await.unwrap().remove(0);
    let store = shop.store();
    let machine = if here().architecture == Architecture::Arm64 { "aarch64" } else { "x86_64" };
    let base = |version: &str| {
        let mut layer = LayerBuilder::new();
        let name = format!("usr/lib/{machine}-linux-gnu/libc.so.6");
        layer.bytes(&name, format!("GLIBC_2.2.5\0{version}\0"), 0o755, Owner::ROOT).unwrap();
        let mut image = Image::empty(here());
        image.add(layer.finish(&store).unwrap(), "library");
        BaseImage { digest: image.write(&store).unwrap().digest, image }
    };

    let error = packer.pack(&prepared, &compiled, Some(&base("GLIBC_2.5")), &store).await.unwrap_err();
    assert!(matches!(error, CargoError::OldLibrary { has: 5, .. }), "{error}");
    assert!(error.to_string().contains(&format!("its base {BASE} has 2.5, with which it does not start")), "{error}");
    assert!(error.hint().unwrap().starts_with("`libc = musl` needs none of the base"));

    let packed = packer.pack(&prepared, &compiled, Some(&base("GLIBC_2.99")), &store).await.unwrap();
    assert_eq!(packed.warnings, [""; 0]);

    // What cannot be looked at is said with what it is.
    let mut unreadable = base("GLIBC_2.99");
    unreadable.image.layers[0].media_type = media_type::LAYER_ZSTD.to_owned();
    let warnings = packer.pack(&prepared, &compiled, Some(&unreadable), &store).await.unwrap().warnings;
    assert!(warnings[0].contains(BASE) && warnings[0].contains(media_type::LAYER_ZSTD), "{warnings:?}");
    let nothing = BaseImage { image: Image::empty(here()), ..base("") };
    let warnings = packer.pack(&prepared, &compiled, Some(&nothing), &store).await.unwrap().warnings;
    assert!(warnings[0].contains("no GNU C library is found there"), "{warnings:?}");
}
