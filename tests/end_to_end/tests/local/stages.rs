//! Two stages side by side.

use crate::harness::{Workspace, get};

#[test]
fn two_stages_run_side_by_side_and_one_goes_alone() {
    let workspace = Workspace::new();
    let run =
        |app: &str, stage: &str, words: &str| workspace.run(app, &format!("{words} --target local --stage {stage}"));
    run("local", "one", "deploy --yes").exits(0);
    run("local-later", "two", "deploy --yes").exits(0);
    let (one, two) = (workspace.address("one"), workspace.address("two"));
    assert_ne!(one, two);
    assert_eq!(get(one, "/").as_deref(), Some("hello from one"));
    assert_eq!(get(two, "/").as_deref(), Some("good evening from one"));
    run("local", "one", "destroy --yes").exits(0);
    assert_eq!(get(one, "/"), None);
    assert_eq!(get(two, "/").as_deref(), Some("good evening from one"));
    run("local", "two", "destroy --yes").exits(0);
    workspace.is_quiet();
}
