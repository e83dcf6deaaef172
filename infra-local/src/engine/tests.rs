//! With a small program that is called `docker` and writes down how it was called.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use super::*;
use crate::build::Dockerfile;
use crate::scratch::Scratch;

/// A `docker` in a folder of the test's own.
fn docker(scratch: &Scratch, script: &str) -> String {
    let calls = scratch.path().join("calls");
    let text = format!("#!/bin/sh\necho \"$@\" >> {}\n{script}\n", calls.display());
    let program = scratch.file("bin/docker", &text);
    fs::set_permissions(program, fs::Permissions::from_mode(0o755)).unwrap();
    format!("/nowhere:{}", scratch.path().join("bin").display())
}

#[tokio::test]
async fn an_engine_that_answers_is_found_and_builds() {
    let scratch = Scratch::new();
    let path = docker(&scratch, "echo step >&2");
    let engine = Engine::find(&path).await.unwrap();
    let dockerfile = Dockerfile {
        place: ("web".into(), "web".into()),
        tag: "it:dev".into(),
        file: "/web/Dockerfile".into(),
        context: "/web".into(),
        target: None,
        args: Vec::new(),
        secrets: Vec::new(),
    };
    let said = std::sync::Mutex::new(Vec::new());
    build(&engine, &dockerfile, &|line| said.lock().unwrap().push(line.to_owned())).await.unwrap();
    assert_eq!(said.into_inner().unwrap(), ["step"]);
    assert_eq!(
        fs::read_to_string(scratch.path().join("calls")).unwrap(),
        "version --format {{.Server.Version}}\nbuild --tag it:dev --file /web/Dockerfile /web\n"
    );
}

#[tokio::test]
async fn a_build_that_fails_is_an_error() {
    let scratch = Scratch::new();
    let path = docker(&scratch, "[ \"$1\" = version ]");
    let engine = Engine::find(&path).await.unwrap();
    let dockerfile = Dockerfile { tag: "it:dev".into(), ..Dockerfile::default() };
    let error = build(&engine, &dockerfile, &|_| ()).await.unwrap_err();
    assert!(error.to_string().starts_with("the image it:dev could not be built: "), "{error}");
}

#[tokio::test]
async fn an_engine_that_does_not_answer_is_none() {
    let scratch = Scratch::new();
    let path = docker(&scratch, "echo; echo 'Cannot connect to the Docker daemon' >&2; exit 1");
    let missing = Engine::find(&path).await.unwrap_err();
    assert!(
        missing.to_string().ends_with("bin/docker does not answer: Cannot connect to the Docker daemon"),
        "{missing}"
    );
    assert_eq!(Engine::find("/nowhere").await.unwrap_err(), NoEngine::Absent);
}

#[test]
fn what_stands_is_stopped_asked_and_removed_by_its_name() {
    let engine = Engine { program: "podman".into() };
    let words = |launch: Launch| launch.arguments.join(" ");
    assert_eq!(words(engine.stop("it", 30)), "stop --time 30 it");
    assert_eq!(words(engine.remove("it")), "rm --force --volumes it");
    assert_eq!(words(engine.execute("it", &["redis-cli".to_owned(), "ping".to_owned()])), "exec it redis-cli ping");
}
