//! With a small program that is called `docker` and writes down how it was called.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use super::*;
use crate::build::Dockerfile;
use crate::scratch::Scratch;

/// A program in a folder of the test's own, which is the `PATH` that is given.
fn program(scratch: &Scratch, name: &str, script: &str) -> String {
    let calls = scratch.path().join("calls");
    let text = format!("#!/bin/sh\necho \"$@\" >> {}\n{script}\n", calls.display());
    let program = scratch.file(&format!("bin/{name}"), &text);
    fs::set_permissions(program, fs::Permissions::from_mode(0o755)).unwrap();
    format!("/nowhere:{}", scratch.path().join("bin").display())
}

/// Docker, as far as it is asked.
const DOCKER: &str = r#"case "$1" in
info) echo '{"Architecture":"x86_64","OperatingSystem":"Docker Desktop"}' ;;
build) echo step >&2; echo done ;;
image) echo sha256:12 ;;
esac"#;

#[tokio::test]
async fn an_engine_that_answers_is_found_and_builds() {
    let scratch = Scratch::new();
    let path = program(&scratch, "docker", DOCKER);
    let engine = Engine::find(&path, None).await.unwrap();
    let dockerfile = Dockerfile {
        place: ("web".into(), "web".into()),
        tag: "it:dev".into(),
        source: infra_image::dockerfile::Dockerfile {
            file: "/web/Dockerfile".into(),
            context: "/web".into(),
            ..Default::default()
        },
    };
    let said = std::sync::Mutex::new(Vec::new());
    let id = build(&engine, &dockerfile, &|line| said.lock().unwrap().push(line.to_owned())).await.unwrap();
    assert_eq!(id, "sha256:12");
    let mut said = said.into_inner().unwrap();
    said.sort();
    assert_eq!(said, ["done", "step"]);
    let calls = fs::read_to_string(scratch.path().join("calls")).unwrap();
    assert!(calls.starts_with("info --format {{json .}}\n"), "{calls}");
    assert!(calls.contains("\nbuild --tag it:dev --file /web/Dockerfile /web\nimage inspect "), "{calls}");
}

#[tokio::test]
async fn a_build_that_fails_says_why() {
    let scratch = Scratch::new();
    let path = program(&scratch, "docker", "[ \"$1\" != info ] && { echo 'no such file'; exit 1; }; echo '{}'");
    let engine = Engine::find(&path, None).await.unwrap();
    let dockerfile = Dockerfile { tag: "it:dev".into(), ..Dockerfile::default() };
    let error = build(&engine, &dockerfile, &|_| ()).await.unwrap_err();
    assert_eq!(error.to_string(), "the image it:dev could not be built: no such file");
}

#[tokio::test]
async fn one_that_does_not_answer_is_passed_over() {
    let scratch = Scratch::new();
    let path = program(&scratch, "docker", "echo; echo 'Cannot connect to the Docker daemon' >&2; exit 1");
    let missing = Engine::find(&path, None).await.unwrap_err();
    assert!(
        missing.to_string().ends_with("bin/docker does not answer: Cannot connect to the Docker daemon"),
        "{missing}"
    );
    let podman = r#"[ "$1" = info ] && echo '{"host":{"arch":"amd64","security":{}}}'"#;
    let path = program(&scratch, "podman", podman);
    assert!(Engine::find(&path, None).await.unwrap().program.ends_with("podman"));
    assert_eq!(Engine::find("/nowhere", None).await.unwrap_err(), NoEngine::Absent);
}

#[tokio::test]
async fn the_one_that_is_wanted_is_asked_alone() {
    let scratch = Scratch::new();
    program(&scratch, "docker", DOCKER);
    let path = program(&scratch, "nerdctl", DOCKER);
    assert!(Engine::find(&path, Some("nerdctl")).await.unwrap().program.ends_with("nerdctl"));
    let own = scratch.path().join("bin/nerdctl").display().to_string();
    assert!(Engine::find("", Some(&own)).await.unwrap().program.ends_with("nerdctl"));
    let missing = Engine::find(&path, Some("podman")).await.unwrap_err();
    assert_eq!(missing.to_string(), "podman, which INFRA_ENGINE names, is not there");
}

#[tokio::test]
async fn an_engine_that_begins_to_answer_later_is_found_then() {
    let scratch = Scratch::new();
    let path = program(&scratch, "docker", "exit 1");
    let engines = Engines::new(path, None);
    assert!(engines.engine().await.is_err());
    program(&scratch, "docker", DOCKER);
    assert!(engines.engine().await.is_ok());
}

#[test]
fn what_stands_is_stopped_asked_and_removed_by_its_name() {
    let of = |flavour| Engine { program: "it".into(), flavour, architecture: String::new(), reach: Reach::Name };
    let (docker, podman) = (of(Flavour::Docker), of(Flavour::Podman));
    let words = |launch: Launch| launch.arguments.join(" ");
    let names = ["one".to_owned(), "two".to_owned()];
    assert_eq!(words(docker.stop("it", 30)), "stop -t 30 it");
    assert_eq!(words(docker.remove(&names)), "rm --force --volumes one two");
    assert_eq!(words(podman.remove(&names)), "rm --force --volumes --time 0 one two");
    assert_eq!(words(podman.standing(&names)), "ps --all --quiet --filter name=^one$ --filter name=^two$");
    assert_eq!(words(docker.execute("it", &["redis-cli".to_owned(), "ping".to_owned()])), "exec it redis-cli ping");
    assert_eq!(words(docker.shell("it", true, &["sh".to_owned()])), "exec --interactive --tty it sh");
    assert_eq!(
        words(docker.list("/shop/.infra/shop-dev")),
        "ps --all --quiet --no-trunc --filter label=infra.stage=/shop/.infra/shop-dev"
    );
}
