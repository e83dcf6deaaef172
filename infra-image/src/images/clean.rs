//! Old content of a store goes.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;
use std::time::{Duration, SystemTime};

use crate::contents::Contents;
use crate::{Descriptor, Records, Store, attach};

/// How long content stays that nothing names: another command may have just written it.
const FRESH: Duration = Duration::from_hours(24);

/// Deletes what no build that is remembered names, and what commands left that were interrupted, where it is older than a day.
pub(super) fn clean(store: &Store, records: &Records) -> io::Result<()> {
    let named = named(store, records)?;
    let is_named = |path: &Path| path.file_name().is_some_and(|name| named.contains(&*name.to_string_lossy()));
    let at = |name: &str| store.folder().join(name);
    sweep(&at("blobs/sha256"), &is_named)?;
    sweep(&at("referrers"), &is_named)?;
    // Where pushes would go on that were given up.
    sweep(&at("uploads"), &|_| false)?;
    for layers in entries(&at("layers"))? {
        sweep(&layers.path(), &|path| is_of_layer(store, path))?;
    }
    // What builders were writing.
    sweep(store.folder(), &|path| !path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(".tmp")))
}

/// The names of the files of all that is remembered, with what is attached to it.
fn named(store: &Store, records: &Records) -> io::Result<BTreeSet<String>> {
    let mut named = BTreeSet::new();
    for image in records.images()? {
        let mut open = vec![image];
        while let Some(manifest) = open.pop() {
            // Of what is not whole the rest is of no use.
            if let Ok(contents) = Contents::of(store, &manifest) {
                let parts = contents.manifests.into_iter().chain(contents.blobs);
                named.extend(parts.map(|part| part.digest.hex().to_owned()));
            }
            open.extend(attach::attached(store, &manifest)?.into_iter().map(|artifact| artifact.digest));
        }
    }
    Ok(named)
}

/// Whether a file remembers a layer that is still there.
fn is_of_layer(store: &Store, path: &Path) -> bool {
    let layer = fs::read(path).ok().and_then(|text| serde_json::from_slice::<Descriptor>(&text).ok());
    layer.is_some_and(|layer| store.has(&layer.digest))
}

/// Deletes what is old in a folder, but for what is kept.
fn sweep(folder: &Path, is_kept: &dyn Fn(&Path) -> bool) -> io::Result<()> {
    for entry in entries(folder)? {
        let (path, metadata) = (entry.path(), entry.metadata()?);
        let age = SystemTime::now().duration_since(metadata.modified()?).unwrap_or_default();
        if age > FRESH && !is_kept(&path) {
            if metadata.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) }?;
        }
    }
    Ok(())
}

/// What is in a folder; nothing where there is none.
fn entries(folder: &Path) -> io::Result<Vec<fs::DirEntry>> {
    match fs::read_dir(folder) {
        Ok(entries) => entries.collect(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;
    use crate::{Digest, Fingerprint, Image, LayerBuilder, Owner, Platform, Record};

    /// An image of one file, with a word attached to it.
    fn image(store: &Store, file: &str) -> Digest {
        let mut layer = LayerBuilder::new();
        layer.bytes(file, file, 0o644, Owner::ROOT).unwrap();
        let mut image = Image::empty(Platform::default());
        image.add(layer.finish(store).unwrap(), "file");
        let image = image.write(store).unwrap();
        attach::attach(store, &image, "text/x-note", "text/plain", file.as_bytes()).unwrap();
        image.digest
    }

    fn files(folder: &Path) -> BTreeSet<String> {
        let mut files = BTreeSet::new();
        for entry in entries(folder).unwrap() {
            if entry.path().is_dir() {
                files.extend(self::files(&entry.path()));
            } else {
                files.insert(entry.path().display().to_string());
            }
        }
        files
    }

    fn age(folder: &Path) {
        for entry in entries(folder).unwrap() {
            if entry.path().is_dir() {
                age(&entry.path());
            }
            let long_ago = SystemTime::now() - FRESH - Duration::from_mins(1);
            fs::File::open(entry.path()).unwrap().set_modified(long_ago).unwrap();
        }
    }

    #[test]
    fn what_nothing_names_and_what_was_interrupted_goes_when_it_is_old() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::at(folder.path().join("store")).unwrap();
        let records = Records::at(folder.path().join("records"));
        let kept = image(&store, "kept");
        records.add("web", Record { fingerprint: Fingerprint::default(), image: kept.clone() }).unwrap();
        clean(&store, &records).unwrap();
        let remembered = files(store.folder());

        image(&store, "forgotten");
        for left in
            ["blobs/sha256/.tmpAbCdEf", "uploads/0123", ".tmpAbCdEf/image/blobs/sha256/0123", "layers/miniz-3/.tmp1"]
        {
            let file = store.folder().join(left);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::File::create(file).unwrap().write_all(b"left").unwrap();
        }
        let all = files(store.folder());
        assert_eq!(all.len() - remembered.len(), 11, "{all:#?}");
        clean(&store, &records).unwrap();
        assert_eq!(files(store.folder()), all, "what was just written stays");

        age(store.folder());
        // What is written again is as new.
        let again = store.put("text/plain", b"forgotten").unwrap();
        clean(&store, &records).unwrap();
        let mut stays = remembered;
        stays.insert(store.path(&again.digest).display().to_string());
        assert_eq!(files(store.folder()), stays);
        assert!(Contents::of(&store, &kept).unwrap().blobs.iter().all(|blob| store.has(&blob.digest)));
        assert!(!store.folder().join(".tmpAbCdEf").exists());
    }
}
