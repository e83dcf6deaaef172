//! Images, which a small program that is called `docker` pretends to run.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use crate::harness::{Workspace, until};

/// Writes down how it is called. A container is a process that is known by its name.
const DOCKER: &str = r#"#!/bin/sh
cd "$(dirname "$0")"
echo "$@" >> calls
case "$1" in
info) echo '{"Architecture":"x86_64"}' ;;
create) echo "$GREETING" > "$4.value" ;;
start) echo $$ > "$3.pid"; echo "started with $(cat "$3.value")"; exec sleep 600 ;;
stop) kill "$(cat "$4.pid")" ;;
esac
"#;

#[test]
fn an_image_is_run_by_the_engine_and_removed_by_its_name() {
    let workspace = Workspace::new();
    workspace.write("engine/docker", DOCKER);
    fs::set_permissions(workspace.path("engine/docker"), fs::Permissions::from_mode(0o755)).unwrap();
    let path = format!("{}:{}", workspace.path("engine").display(), std::env::var("PATH").unwrap());
    let run =
        |line: &str| workspace.run_with("local-imaged", &format!("--target local --stage it {line}"), ("PATH", &path));
    run("deploy --yes").exits(0).says("Deployed.");
    let calls = || fs::read_to_string(workspace.path("engine/calls")).unwrap();
    let started = calls().lines().find(|line| line.starts_with("create --rm --name local-it-")).map(str::to_owned);
    let started = started.unwrap_or_else(|| panic!("{}", calls()));
    assert!(started.contains("--env GREETING") && started.ends_with(" redis:8"), "{started}");
    assert!(!started.contains("remember"), "{started}");
    until("its line is there", || run("logs").exits(0).stdout.contains("started with remember"));
    run("exec cache -- redis-cli ping").exits(0);
    assert!(calls().lines().last().unwrap().ends_with("-cache redis-cli ping"), "{}", calls());
    run("destroy --yes").exits(0);
    assert!(calls().contains("\nstop -t 30 local-it-"), "{}", calls());
    workspace.is_quiet();
}

#[test]
fn without_an_engine_the_service_is_named() {
    let workspace = Workspace::new();
    workspace.write("engine/docker", "#!/bin/sh\necho 'nobody answers' >&2\nexit 1\n");
    fs::set_permissions(workspace.path("engine/docker"), fs::Permissions::from_mode(0o755)).unwrap();
    let path = workspace.path("engine").display().to_string();
    let refused = workspace.run_with("local-imaged", "--target local --stage it deploy --yes", ("PATH", &path));
    let refused = refused.exits(1).complains("`cache` runs the image redis:8, which needs Docker or Podman");
    refused.complains("nobody answers").complains("`dev(\"command\")` in `cache`");
}
