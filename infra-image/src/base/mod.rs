//! What an image of a binary needs besides the binary, where it begins with nothing: certificates, time zones, users, `/tmp`.

mod accounts;
mod certificates;
mod zones;

use std::sync::OnceLock;

use crate::layer::LayerError;
use crate::{Digest, Layer, LayerBuilder, Owner, Store};

/// The user and the group as which binaries run, by number: nobody's on the machine.
pub const NONROOT: &str = "65532:65532";
/// Where the certificates of the authorities lie, by which most TLS libraries look for them.
pub const CERTIFICATES: &str = "/etc/ssl/certs/ca-certificates.crt";
/// Where programs are looked for.
pub const PATH: &str = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/// The layer of all of it. It is the same for all images, so that a registry has it once.
pub fn layer(store: &Store) -> Result<Layer, LayerError> {
    let mut layer = LayerBuilder::new();
    layer.bytes(CERTIFICATES, certificates::bundle().as_str(), 0o644, Owner::ROOT)?;
    for (zone, data) in zones::all() {
        layer.bytes(&format!("/usr/share/zoneinfo/{zone}"), data, 0o644, Owner::ROOT)?;
    }
    for (file, text) in accounts::FILES {
        layer.bytes(file, text, 0o644, Owner::ROOT)?;
    }
    layer.directory("/tmp", 0o1777, Owner::ROOT)?;
    layer.finish(store)
}

/// What changes when the layer does.
#[must_use]
pub fn version() -> &'static Digest {
    static VERSION: OnceLock<Digest> = OnceLock::new();
    VERSION.get_or_init(|| {
        let mut all = crate::Hasher::default();
        all.update(certificates::bundle().as_bytes());
        for (zone, data) in zones::all() {
            all.update(zone.as_bytes());
            all.update(data);
        }
        for (file, text) in accounts::FILES {
            all.update(file.as_bytes());
            all.update(text.as_bytes());
        }
        all.finish()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layer::{Limits, visit};

    #[test]
    fn the_layer_is_the_same_each_time_and_has_what_programs_look_for() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::at(folder.path()).unwrap();
        let first = layer(&store).unwrap();
        assert_eq!(layer(&store).unwrap(), first);
        let mut found = std::collections::BTreeMap::new();
        let content = store.open(&first.descriptor.digest).unwrap();
        visit(content, &first.descriptor.media_type, Limits::default(), |entry, _| {
            found.insert(entry.name.clone(), entry.mode);
            Ok(())
        })
        .unwrap();
        for name in ["etc/ssl/certs/ca-certificates.crt", "usr/share/zoneinfo/Europe/Berlin", "etc/passwd", "etc/group"]
        {
            assert_eq!(found.get(name), Some(&0o644), "{name}");
        }
        assert_eq!(found["tmp"], 0o1777);
        assert!(first.descriptor.size < 700_000, "{}", first.descriptor.size);
    }
}
