use std::fs;
use std::io::Cursor;
use std::os::unix::fs::PermissionsExt;

use proptest::prelude::*;
use tar::{Builder, EntryType, Header};

use super::*;
use crate::oci::media_type;
use crate::{Image, Platform, Store};

const OWNER: Owner = Owner { user: 65532, group: 65532 };

fn store() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::at(folder.path()).unwrap();
    (folder, store)
}

fn listed(store: &Store, layer: &Layer) -> Vec<Found> {
    let mut all = vec![];
    let content = store.open(&layer.descriptor.digest).unwrap();
    visit(content, &layer.descriptor.media_type, Limits::default(), |found, _| {
        all.push(found.clone());
        Ok(())
    })
    .unwrap();
    all
}

#[test]
fn a_layer_is_read_as_it_was_written() {
    let (folder, store) = store();
    let binary = folder.path().join("web");
    fs::write(&binary, b"binary").unwrap();
    let long = format!("srv/{}/{}", "a".repeat(120), "b".repeat(120));
    let mut builder = LayerBuilder::new();
    builder.file("/app/web", &binary, 0o755, OWNER).unwrap();
    builder.bytes(&long, "long", 0o600, Owner::ROOT).unwrap();
    builder.directory("tmp", 0o1777, Owner::ROOT).unwrap();
    builder.symlink("etc/localtime", "/usr/share/zoneinfo/UTC", Owner::ROOT).unwrap();
    let layer = builder.finish(&store).unwrap();
    let found = |name: &str, kind, mode| Found { name: name.into(), kind, mode };
    assert_eq!(
        listed(&store, &layer),
        [
            found("app", Kind::Directory, 0o755),
            found("app/web", Kind::File(6), 0o755),
            found("etc", Kind::Directory, 0o755),
            found("etc/localtime", Kind::Symlink("/usr/share/zoneinfo/UTC".into()), 0o777),
            found("srv", Kind::Directory, 0o755),
            found(long.rsplit_once('/').unwrap().0, Kind::Directory, 0o755),
            found(&long, Kind::File(4), 0o600),
            found("tmp", Kind::Directory, 0o1777),
        ]
    );
}

#[test]
fn a_folder_is_taken_without_what_is_special_on_this_machine() {
    let (folder, store) = store();
    let assets = folder.path().join("assets");
    fs::create_dir_all(assets.join("css")).unwrap();
    fs::write(assets.join("css/site.css"), "body {}").unwrap();
    fs::write(assets.join("run"), "#!/bin/sh").unwrap();
    fs::set_permissions(assets.join("css/site.css"), fs::Permissions::from_mode(0o666)).unwrap();
    fs::set_permissions(assets.join("run"), fs::Permissions::from_mode(0o700)).unwrap();
    std::os::unix::fs::symlink("run", assets.join("start")).unwrap();
    let mut builder = LayerBuilder::new();
    builder.folder("srv", &assets, OWNER).unwrap();
    let layer = builder.finish(&store).unwrap();
    let modes: Vec<(String, u32)> = listed(&store, &layer).into_iter().map(|found| (found.name, found.mode)).collect();
    let expected =
        [("srv", 0o755), ("srv/css", 0o755), ("srv/css/site.css", 0o644), ("srv/run", 0o755), ("srv/start", 0o777)];
    assert_eq!(modes, expected.map(|(name, mode)| (name.to_owned(), mode)));
}

#[test]
fn what_cannot_be_in_one_layer_is_refused() {
    let (_folder, store) = store();
    let mut builder = LayerBuilder::new();
    assert!(matches!(builder.bytes("../etc/passwd", "", 0o644, OWNER), Err(LayerError::Name(_))));
    assert!(matches!(builder.bytes("/", "", 0o644, OWNER), Err(LayerError::Name(_))));
    builder.bytes("a", "one", 0o644, OWNER).unwrap();
    builder.bytes("a", "one", 0o644, OWNER).unwrap();
    assert!(matches!(builder.bytes("a", "two", 0o644, OWNER), Err(LayerError::Clash(_))));
    builder.bytes("a/b", "", 0o644, OWNER).unwrap();
    assert!(matches!(builder.finish(&store), Err(LayerError::Clash(_))));
    let mut builder = LayerBuilder::new();
    builder.file("web", std::path::Path::new("/nowhere"), 0o755, OWNER).unwrap();
    assert!(matches!(builder.finish(&store), Err(LayerError::Source { .. })));
}

#[test]
fn a_layer_is_compressed_once() {
    let (_folder, store) = store();
    let mut builder = LayerBuilder::new();
    builder.bytes("a", "one", 0o644, OWNER).unwrap();
    let layer = builder.clone().finish(&store).unwrap();
    // Another content of the same length under the name: whoever compressed again would put the right one back.
    let place = store.path(&layer.descriptor.digest);
    let size = usize::try_from(layer.descriptor.size).unwrap();
    fs::write(&place, vec![0; size]).unwrap();
    assert_eq!(builder.clone().finish(&store).unwrap(), layer);
    assert_eq!(fs::read(&place).unwrap(), vec![0; size]);
    fs::remove_file(&place).unwrap();
    assert_eq!(builder.finish(&store).unwrap(), layer);
    assert!(store.has(&layer.descriptor.digest));
}

/// An archive with one entry whose name is taken as it is.
fn archive(name: &[u8], kind: EntryType, size: u64) -> Vec<u8> {
    let mut header = Header::new_gnu();
    header.as_old_mut().name[..name.len()].copy_from_slice(name);
    header.set_entry_type(kind);
    header.set_mode(0o644);
    header.set_size(size);
    header.as_old_mut().linkname[..5].copy_from_slice(b"/etc/");
    header.set_cksum();
    let mut builder = Builder::new(vec![]);
    builder.append(&header, std::io::repeat(0).take(size)).unwrap();
    builder.into_inner().unwrap()
}

use std::io::Read;

fn visited(archive: &[u8], limits: Limits) -> Result<Vec<Found>, LayerError> {
    let mut all = vec![];
    visit(Cursor::new(archive), media_type::LAYER, limits, |found, _| {
        all.push(found.clone());
        Ok(())
    })?;
    Ok(all)
}

#[test]
fn archives_that_reach_out_are_refused() {
    for name in [b"../evil".as_slice(), b"a/../../evil", b"..", b"/../evil", b"a/.wh..."] {
        let refused = visited(&archive(name, EntryType::Regular, 0), Limits::default());
        assert!(matches!(refused, Err(LayerError::Name(_))), "{}", String::from_utf8_lossy(name));
    }
    let inside = visited(&archive(b"/etc/evil", EntryType::Regular, 0), Limits::default()).unwrap();
    assert_eq!(inside[0].name, "etc/evil");
    for kind in [EntryType::Char, EntryType::Block, EntryType::Fifo] {
        assert!(matches!(visited(&archive(b"dev/sda", kind, 0), Limits::default()), Err(LayerError::Unknown(_))));
    }
    let link = visited(&archive(b"a", EntryType::Link, 0), Limits::default()).unwrap();
    assert_eq!(link[0].kind, Kind::Link("etc".into()));
}

#[test]
fn what_is_too_large_is_not_read_to_its_end() {
    let large = archive(b"large", EntryType::Regular, 1 << 20);
    let few = Limits { bytes: 1 << 16, ..Limits::default() };
    assert!(
        matches!(visited(&large, few), Err(LayerError::Io(error)) if error.kind() == std::io::ErrorKind::FileTooLarge)
    );
    let none = Limits { entries: 0, ..Limits::default() };
    assert!(matches!(visited(&large, none), Err(LayerError::TooLarge(_))));
    let unknown = visit(Cursor::new(&large), media_type::LAYER_ZSTD, Limits::default(), |_, _| Ok(()));
    assert!(matches!(unknown, Err(LayerError::Unknown(_))));
}

#[test]
fn the_files_of_an_image_are_those_that_its_layers_leave() {
    let (_folder, store) = store();
    let mut image = Image::empty(Platform::default());
    for files in [
        [("etc/passwd", "root"), ("etc/group", "root"), ("srv/a", "1")].as_slice(),
        &[("etc/passwd", "web"), ("srv/.wh..wh..opq", ""), ("etc/.wh.group", "")],
        &[("srv/b", "2"), ("tmp/c", "3")],
    ] {
        let mut builder = LayerBuilder::new();
        for (name, content) in files {
            builder.bytes(name, *content, 0o644, Owner::ROOT).unwrap();
        }
        image.add(builder.finish(&store).unwrap(), "files");
    }
    let found = find(&store, &image, &|name| !name.starts_with("tmp")).unwrap();
    let words: Vec<(&str, &[u8])> = found.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    assert_eq!(words, [("etc/passwd", b"web".as_slice()), ("srv/b", b"2")]);
}

proptest! {
    #[test]
    fn the_order_in_which_files_are_added_does_not_show(
        files in proptest::collection::btree_map("[a-c]{1,3}(/[a-c]{1,3}){0,2}\\.f", "[a-z]{0,20}", 1..12).prop_map(|files| files.into_iter().collect::<Vec<_>>()).prop_shuffle(),
    ) {
        let (_folder, store) = store();
        let build = |files: &[(String, String)], store: &Store| {
            let mut builder = LayerBuilder::new();
            for (name, content) in files {
                builder.bytes(name, content.as_str(), 0o644, OWNER).unwrap();
            }
            builder.finish(store).unwrap()
        };
        let shuffled = build(&files, &store);
        let mut sorted = files.clone();
        sorted.sort();
        let (_folder, other) = self::store();
        prop_assert_eq!(build(&sorted, &other), shuffled);
    }
}
