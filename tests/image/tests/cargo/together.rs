//! Several images at once.

use std::sync::Mutex;

use crate::workspace::{Workspace, recipe};

#[tokio::test]
async fn binaries_of_one_target_are_one_call_and_are_as_each_is_alone() {
    let shop = Workspace::new("a");
    let packer = shop.packer().await;
    let (web, mut worker) = (recipe(), recipe());
    worker.binary.binary = "worker".to_owned();
    let (web, worker) = (packer.prepare(&web).await.unwrap(), packer.prepare(&worker).await.unwrap());
    let lines = Mutex::new(Vec::new());
    let tell = |line: &str| lines.lock().unwrap().push(line.to_owned());
    let compiled = packer.compile(&[&web, &worker, &web], &tell).await.unwrap();
    let lines = lines.into_inner().unwrap();
    assert_eq!(lines.iter().filter(|line| line.contains("Finished")).count(), 1, "{lines:?}");
    let store = shop.store();
    let together = packer.pack(&worker, &compiled[1], None, &store).await.unwrap();
    assert_eq!(compiled[0].file, compiled[2].file);

    let other = Workspace::new("b");
    let alone = other.build(&worker.recipe, None).await;
    assert_eq!(together.image, alone.packed.image);
    assert_eq!(together.fingerprint, alone.packed.fingerprint);
}

#[tokio::test]
async fn binaries_with_other_features_are_built_apart() {
    let shop = Workspace::new("a");
    let packer = shop.packer().await;
    let (quiet, mut loud) = (recipe(), recipe());
    loud.binary.features = vec!["loud".to_owned()];
    let (quiet, loud) = (packer.prepare(&quiet).await.unwrap(), packer.prepare(&loud).await.unwrap());
    let compiled = packer.compile(&[&quiet, &loud], &|_| ()).await.unwrap();
    let has = |at: usize| std::fs::read(&compiled[at].file).unwrap().windows(4).any(|part| part == b"LOUD");
    assert_eq!((has(0), has(1)), (false, true));
}
