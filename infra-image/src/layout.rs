//! A store as other tools read it: an OCI image layout with the names of its images.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

use crate::contents::Contents;
use crate::oci::{ImageError, Index};
use crate::{Descriptor, Digest, Store, attach};

/// The annotation with an image's name in a layout.
pub const NAME: &str = "org.opencontainers.image.ref.name";

/// Why an image is not written elsewhere.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LayoutError {
    /// The image is not whole.
    #[error(transparent)]
    Image(#[from] ImageError),
    /// A file cannot be read or written.
    #[error("the layout cannot be written")]
    Io(#[from] io::Error),
}

/// Writes the list of what is in a store, in place of the one before: images by name, as `skopeo copy oci:folder:name` takes
/// them, and what is attached to them.
pub fn write_index(store: &Store, images: &[(&str, Digest)]) -> Result<(), LayoutError> {
    write(store, images, store.folder())
}

/// Writes images, and what is attached to them, as a layout into another folder, which is made where there is none.
pub fn export(store: &Store, images: &[(&str, Digest)], folder: &Path) -> Result<(), LayoutError> {
    let to = Store::at(folder)?;
    for (_, image) in images {
        copy(store, image, &to)?;
        for artifact in attach::attached(store, image)? {
            copy(store, &artifact.digest, &to)?;
        }
    }
    write(store, images, folder)
}

fn write(store: &Store, images: &[(&str, Digest)], folder: &Path) -> Result<(), LayoutError> {
    let mut manifests: Vec<Descriptor> = vec![];
    for (name, image) in images {
        if let Some(mut descriptor) = Contents::of(store, image)?.manifests.pop() {
            descriptor.annotations.insert(NAME.to_owned(), (*name).to_owned());
            manifests.push(descriptor);
        }
    }
    let named: BTreeSet<&Digest> = images.iter().map(|(_, image)| image).collect();
    for image in named {
        manifests.extend(attach::attached(store, image)?);
    }
    let mut beside = tempfile::NamedTempFile::new_in(folder)?;
    beside.write_all(&serde_json::to_vec(&Index::new(manifests)).map_err(io::Error::from)?)?;
    let file = beside.into_temp_path();
    fs::set_permissions(&file, fs::metadata(folder.join("oci-layout"))?.permissions())?;
    file.persist(folder.join("index.json")).map_err(|error| error.error)?;
    Ok(())
}

pub(crate) fn copy(store: &Store, image: &Digest, to: &Store) -> Result<(), LayoutError> {
    let contents = Contents::of(store, image)?;
    for content in contents.blobs.iter().chain(&contents.manifests) {
        if !to.has(&content.digest) {
            let mut writer = to.writer()?;
            io::copy(&mut store.open(&content.digest)?, &mut writer)?;
            writer.finish_as(content)?;
        }
    }
    Ok(())
}
