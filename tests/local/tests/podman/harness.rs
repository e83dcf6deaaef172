//! An image of a test's own, and a stage that runs it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, OnceLock};

use infra_local::engine::Engines;
use infra_local::spec::{Image, Program, Service};
use local::{Stage, service};
use serde_json::Value;

/// Where Podman is.
const VARIABLE: &str = "INFRA_TEST_PODMAN";

/// Podman, and an image with the small program that tests run in containers. Both go with this.
pub(crate) struct Podman {
    pub(crate) program: PathBuf,
    /// The image, by a name that no other test has.
    pub(crate) image: String,
}

impl Podman {
    /// None where no Podman is named.
    #[allow(clippy::print_stderr, reason = "whoever reads the tests' output sees what was not tested")]
    pub(crate) fn new() -> Option<Self> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let Some(program) = std::env::var_os(VARIABLE).map(PathBuf::from) else {
            eprintln!("{VARIABLE} names no Podman: nothing is tested");
            return None;
        };
        let name = format!("infra-test-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let podman = Self { program, image: format!("localhost/{name}:1") };
        let contained = contained();
        let file = contained.with_file_name(format!("{name}.Dockerfile"));
        // The image's own way to run it has another variable and another command than those that are declared.
        std::fs::write(&file, "FROM scratch\nCOPY contained /contained\nENV OWN=image\nENTRYPOINT [\"/contained\"]\n")
            .unwrap();
        let folder = contained.parent().unwrap().display().to_string();
        podman.call(&["build", "--tag", &podman.image, "--file", &file.display().to_string(), &folder]);
        std::fs::remove_file(file).unwrap();
        Some(podman)
    }

    /// A stage whose images it runs.
    pub(crate) async fn stage(&self) -> Stage {
        Stage::with(|parts| parts.containers = Arc::new(self.engines())).await
    }

    /// It as an engine.
    pub(crate) fn engines(&self) -> Engines {
        Engines::new(String::new(), Some(self.program.display().to_string()))
    }

    /// The image as what a unit runs, with this command.
    pub(crate) fn program(&self, command: &[&str]) -> Program {
        let command = command.iter().map(|word| (*word).to_owned()).collect();
        Program::Image(Image { reference: self.image.clone(), command, ..Image::default() })
    }

    /// A service of it, which has time to start.
    pub(crate) fn service(&self, item: &str, environment: &[(&str, &str)]) -> Service {
        patient(service(item, self.program(&[]), environment))
    }

    /// The containers of a stage, those that have ended among them, as Podman tells of them.
    pub(crate) fn containers(&self, folder: &Path) -> Vec<Value> {
        let filter = format!("label=infra.stage={}", folder.display());
        let ids = self.call(&["ps", "--all", "--quiet", "--filter", &filter]);
        let ids: Vec<&str> = ids.split_whitespace().collect();
        if ids.is_empty() {
            return Vec::new();
        }
        // One that goes meanwhile is missed by what is asked of it.
        let asked = self.output(&[&["container", "inspect"], &ids[..]].concat());
        serde_json::from_slice(&asked.stdout).unwrap_or_default()
    }

    /// Calls it, which must succeed.
    pub(crate) fn call(&self, words: &[&str]) -> String {
        let output = self.output(words);
        assert!(output.status.success(), "{words:?}: {output:?}");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    fn output(&self, words: &[&str]) -> Output {
        Command::new(&self.program).args(words).output().unwrap()
    }
}

impl Drop for Podman {
    fn drop(&mut self) {
        // What a test that failed has left of it goes with it.
        let _ = self.output(&["rmi", "--force", &self.image]);
    }
}

/// A service that may take as long to start as a machine that does much else needs.
pub(crate) fn patient(mut service: Service) -> Service {
    if let Some(check) = &mut service.check {
        check.grace_seconds = 60;
    }
    service
}

/// The program that runs in containers: it is built once, for itself alone.
pub(crate) fn contained() -> &'static Path {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("contained");
        let target = format!("{}-unknown-linux-gnu", std::env::consts::ARCH);
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args(["build", "--quiet", "--locked", "--package", "contained", "--target", &target, "--target-dir"]);
        cargo.arg(&folder).env("RUSTFLAGS", "-C target-feature=+crt-static").env("CARGO_PROFILE_DEV_STRIP", "true");
        assert!(cargo.status().unwrap().success());
        folder.join(target).join("debug").join("contained")
    })
}

/// All that a stage's tasks wrote.
pub(crate) fn logs(stage: &Stage) -> String {
    let mut text = String::new();
    let mut folders = vec![stage.place.logs()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            if entry.path().is_dir() {
                folders.push(entry.path());
            } else {
                text.push_str(&std::fs::read_to_string(entry.path()).unwrap_or_default());
            }
        }
    }
    text
}
