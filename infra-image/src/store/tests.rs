use std::io::Write;

use super::*;

#[test]
fn what_is_written_is_found_by_its_digest() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::at(folder.path().join("images")).unwrap();
    let put = store.put("text/plain", b"hello").unwrap();
    assert_eq!((put.digest.clone(), put.size, put.media_type.as_str()), (Digest::of(b"hello"), 5, "text/plain"));
    assert_eq!(store.read(&put.digest).unwrap(), b"hello");
    assert_eq!(store.put("text/plain", b"hello").unwrap(), put);
    assert_eq!(Store::at(store.folder()).unwrap(), store);
}

#[test]
fn what_is_given_up_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::at(folder.path()).unwrap();
    let mut writer = store.writer().unwrap();
    writer.write_all(b"half").unwrap();
    drop(writer);
    assert!(!store.has(&Digest::of(b"half")));
    assert_eq!(fs::read_dir(store.blobs()).unwrap().count(), 0);
}

#[test]
fn what_is_half_is_written_anew() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::at(folder.path()).unwrap();
    let put = store.put("text/plain", b"hello").unwrap();
    fs::write(store.path(&put.digest), b"he").unwrap();
    assert_eq!(store.put("text/plain", b"hello").unwrap(), put);
    assert_eq!(store.read(&put.digest).unwrap(), b"hello");
    let mut writer = store.writer().unwrap();
    writer.write_all(b"other").unwrap();
    assert_eq!(writer.finish_as(&put).unwrap_err().kind(), io::ErrorKind::InvalidData);
}
