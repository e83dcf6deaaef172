//! A supervisor that is killed.

use crate::harness::{Workspace, get, signal};

#[test]
fn what_a_killed_supervisor_leaves_is_ended_by_the_next_command() {
    let workspace = Workspace::new();
    let run = |line: &str| workspace.run("local", &format!("{line} --target local --stage it"));
    run("deploy --yes").exits(0);
    let address = workspace.address("it");
    let pid = workspace.status("it")["supervisor"]["pid"].as_u64().unwrap();
    signal("-KILL", u32::try_from(pid).unwrap());
    assert!(!workspace.processes().is_empty());
    run("status")
        .exits(0)
        .says("Nothing is deployed.")
        .complains("What keeps local it running was killed: 2 processes");
    workspace.is_quiet();
    assert_eq!(get(address, "/"), None);
    // It is deployed again where it was.
    run("deploy --yes").exits(0).says("3 to create.");
    assert_eq!(workspace.address("it"), address);
    run("destroy --yes").exits(0);
    workspace.is_quiet();
}
