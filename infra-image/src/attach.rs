//! What stands beside an image and is no part of it: its bill of materials, its provenance.

use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;

use bytes::Bytes;

use crate::oci::{Manifest, media_type};
use crate::{Descriptor, Digest, Registry, RegistryError, Store};

/// The most that an attached document may have.
const MOST: u64 = 64 << 20;

/// Attaches a document to an image of a store: an artifact whose subject is the image, as the OCI has it. It is pushed with the
/// image. The same document is attached once.
pub fn attach(
    store: &Store,
    subject: &Descriptor,
    artifact_type: &str,
    media_type: &str,
    bytes: &[u8],
) -> io::Result<Descriptor> {
    let config = store.put(media_type::EMPTY, b"{}")?;
    let document = store.put(media_type, bytes)?;
    let manifest = Manifest {
        artifact_type: Some(artifact_type.to_owned()),
        subject: Some(Descriptor::new(&subject.media_type, subject.digest.clone(), subject.size)),
        ..Manifest::new(config, vec![document])
    };
    let written = store.put(media_type::MANIFEST, &serde_json::to_vec(&manifest)?)?;
    let artifact = Descriptor { artifact_type: Some(artifact_type.to_owned()), ..written };
    let folder = folder(store, &subject.digest);
    fs::create_dir_all(&folder)?;
    let mut beside = tempfile::NamedTempFile::new_in(&folder)?;
    beside.write_all(&serde_json::to_vec(&artifact)?)?;
    beside.persist(folder.join(artifact.digest.hex())).map_err(|error| error.error)?;
    Ok(artifact)
}

/// What is attached to an image of a store, in the order of its digests.
pub fn attached(store: &Store, subject: &Digest) -> io::Result<Vec<Descriptor>> {
    let files = match fs::read_dir(folder(store, subject)) {
        Ok(files) => files,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(vec![]),
        Err(error) => return Err(error),
    };
    let mut all: Vec<Descriptor> = vec![];
    for file in files {
        let file = file?;
        // What has another name is being written.
        if file.file_name().len() == subject.hex().len() {
            all.push(serde_json::from_slice(&fs::read(file.path())?)?);
        }
    }
    all.sort_by(|one, other| one.digest.cmp(&other.digest));
    Ok(all)
}

/// The documents of one kind that are attached to an image in a registry: more than one where equal images were built of
/// different sources.
pub async fn read(
    registry: &Registry,
    repository: &str,
    subject: &Digest,
    artifact_type: &str,
) -> Result<Vec<Bytes>, RegistryError> {
    let mut documents = vec![];
    for artifact in registry.referrers(repository, subject, Some(artifact_type)).await? {
        let Some(fetched) = registry.manifest(repository, artifact.digest.as_str()).await? else { continue };
        let Ok(manifest) = serde_json::from_slice::<Manifest>(&fetched.bytes) else { continue };
        let is_about = manifest.subject.as_ref().is_some_and(|its| its.digest == *subject);
        if let (true, [document]) = (is_about, manifest.layers.as_slice()) {
            documents.push(registry.small_blob(repository, document, MOST).await?);
        }
    }
    Ok(documents)
}

/// Where it is remembered what is attached to an image.
fn folder(store: &Store, subject: &Digest) -> PathBuf {
    store.folder().join("referrers").join(subject.hex())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Image, Platform};

    #[test]
    fn what_is_attached_is_found() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::at(folder.path()).unwrap();
        let image = Image::empty(Platform::default()).write(&store).unwrap();
        assert_eq!(attached(&store, &image.digest).unwrap(), []);
        let one =
            attach(&store, &image, "application/vnd.cyclonedx+json", "application/vnd.cyclonedx+json", b"{}").unwrap();
        let other =
            attach(&store, &image, "application/vnd.in-toto+json", "application/vnd.in-toto+json", b"{ }").unwrap();
        let again =
            attach(&store, &image, "application/vnd.cyclonedx+json", "application/vnd.cyclonedx+json", b"{}").unwrap();
        assert_eq!(again, one);
        let mut both = vec![one, other];
        both.sort_by(|one, other| one.digest.cmp(&other.digest));
        assert_eq!(attached(&store, &image.digest).unwrap(), both);
    }
}
