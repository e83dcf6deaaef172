//! cfn-lint's opinion of every template: each key is declared in one of them.

use std::fs;

use crate::lint;

#[tokio::test(start_paused = true)]
async fn cfn_lint_finds_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut files = Vec::new();
    for (number, text) in super::all().await.into_iter().enumerate() {
        let file = folder.path().join(format!("{number:04}.json"));
        fs::write(&file, text).unwrap();
        files.push(file);
    }
    lint::finds_nothing(&files);
}
