//! Old content of a store goes.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::time::{Duration, SystemTime};

use crate::contents::Contents;
use crate::{Digest, Records, Store, attach};

/// How long content stays that nothing names: another command may have just written it.
const FRESH: Duration = Duration::from_hours(24);

/// Deletes what no build that is remembered names, and is older than a day.
pub(super) fn clean(store: &Store, records: &Records) -> io::Result<()> {
    let mut named: BTreeSet<Digest> = BTreeSet::new();
    for image in records.images()? {
        let mut open = vec![image];
        while let Some(manifest) = open.pop() {
            // Of what is not whole the rest is of no use.
            if let Ok(contents) = Contents::of(store, &manifest) {
                let parts = contents.manifests.into_iter().chain(contents.blobs);
                named.extend(parts.map(|part| part.digest));
            }
            open.extend(attach::attached(store, &manifest)?.into_iter().map(|artifact| artifact.digest));
        }
    }
    let blobs = store.folder().join("blobs").join("sha256");
    for entry in fs::read_dir(blobs)? {
        let entry = entry?;
        let digest: Option<Digest> = format!("sha256:{}", entry.file_name().to_string_lossy()).parse().ok();
        let metadata = entry.metadata()?;
        let age = SystemTime::now().duration_since(metadata.modified()?).unwrap_or_default();
        if digest.is_some_and(|digest| !named.contains(&digest)) && age > FRESH {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}
