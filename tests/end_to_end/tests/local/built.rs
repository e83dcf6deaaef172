//! Images that are built of a Dockerfile and run, both by a real Podman, which `INFRA_TEST_PODMAN` names: without that, nothing is
//! tested.

use std::process::Command;

use crate::harness::{Workspace, get, until};

/// The program of the image: it answers, or says its arguments and ends with the last one.
const PROGRAM: &str = r#"
use std::io::{Read, Write};
use std::net::TcpListener;

const VERSION: &str = "one";

fn main() {
    let variable = |name: &str| std::env::var(name).unwrap_or_default();
    let words: Vec<String> = std::env::args().skip(1).collect();
    if !words.is_empty() {
        println!("{} says {}", variable("GREETING"), words.join(" "));
        std::process::exit(words.last().and_then(|word| word.parse().ok()).unwrap_or(0));
    }
    let listener = TcpListener::bind(format!("0.0.0.0:{}", variable("PORT"))).unwrap();
    println!("Listening");
    for stream in listener.incoming() {
        let mut stream = stream.unwrap();
        let _ = stream.read(&mut [0; 4096]);
        let body = format!("{} from {VERSION} with {}", variable("GREETING"), variable("KEY"));
        let length = body.len();
        let _ = write!(stream, "HTTP/1.1 200 OK\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}");
    }
}
"#;

/// Writes the program, builds it without anything that it needs beside it, and writes its Dockerfile.
fn program(workspace: &Workspace, version: &str) {
    workspace.write("web/web.rs", &PROGRAM.replace("\"one\"", &format!("{version:?}")));
    let mut compiler = Command::new("rustc");
    compiler.args(["-C", "target-feature=+crt-static", "-C", "strip=symbols", "--edition", "2024", "web.rs"]);
    assert!(compiler.current_dir(workspace.path("web")).status().unwrap().success());
    workspace.write("web/Dockerfile", "FROM scratch\nCOPY web /web\nENTRYPOINT [\"/web\"]\n");
}

/// The images of a stage, which go with this.
struct Images<'path> {
    podman: &'path str,
    stage: String,
}

impl Images<'_> {
    fn call(&self, words: &[&str]) -> String {
        let output = Command::new(self.podman).args(words).output().unwrap();
        String::from_utf8_lossy(&output.stdout).into_owned()
    }
}

impl Drop for Images<'_> {
    fn drop(&mut self) {
        for item in ["web-web", "work-work"] {
            self.call(&["rmi", "--force", &format!("localhost/local-{}-{item}:dev", self.stage)]);
        }
    }
}

#[test]
#[allow(clippy::print_stderr, reason = "whoever reads the tests' output sees what was not tested")]
fn a_dockerfile_is_built_and_its_image_runs() {
    let Ok(podman) = std::env::var("INFRA_TEST_PODMAN") else {
        eprintln!("INFRA_TEST_PODMAN names no Podman: nothing is tested");
        return;
    };
    let workspace = Workspace::new();
    // Images are known to all who use Podman.
    let images = Images { podman: &podman, stage: format!("p{}", std::process::id()) };
    let stage = &images.stage;
    let run = |line: &str| {
        let line = format!("--target local --stage {stage} {line}");
        workspace.run_with("local-built", &line, ("INFRA_ENGINE", &podman))
    };
    program(&workspace, "one");
    run("deploy --yes").exits(1).complains("KEY");
    workspace.write(&format!(".infra/secrets/{stage}.env"), "KEY=hunter2\n");
    run("deploy --yes").exits(0).says("Deployed.").complains("FROM scratch");
    let address = workspace.address(stage);
    assert_eq!(get(address, "/").as_deref(), Some("hello from one with hunter2"));
    // What has not changed is the same image.
    run("deploy --yes").exits(0).says("Nothing to");
    run("exec web -- /web from inside").exits(0).says("hello says from inside");
    run("run work -- done 7").exits(7).says("says done 7");
    until("its line is there", || run("logs web").exits(0).stdout.contains("Listening"));
    program(&workspace, "two");
    run("deploy --yes").exits(0).says("Deployed.");
    assert_eq!(get(address, "/").as_deref(), Some("hello from two with hunter2"));
    run("destroy --yes").exits(0);
    workspace.is_quiet();
    let filter = format!("label=infra.stage={}", workspace.path(&format!(".infra/local-{stage}")).display());
    assert_eq!(images.call(&["ps", "--all", "--quiet", "--filter", &filter]), "");
}
