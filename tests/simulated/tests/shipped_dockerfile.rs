//! A whole deploy of a Dockerfile with nothing of it made up but AWS: Buildah builds, and a real registry takes the image.

use std::collections::BTreeSet;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;

use image_tests::{Registry, program, run, script};
use infra_aws::core::declaration::{App, Architecture};
use infra_aws::prelude::*;
use infra_image::layer::{self, Limits};
use infra_image::{Digest, Store};
use simulated::{Account, Outcome};

#[cluster]
struct Harbour;

#[service(
    cluster = Harbour,
    image = dockerfile("web/Dockerfile", secrets(token = "env:HARBOUR_TOKEN")),
    cpu = 256,
    memory = 512,
    configure = native,
)]
struct Pilot;

const APP: App = app!("harbour": Harbour, Pilot);

/// The value of the build secret.
const SECRET: &str = "first-secret-value";
/// Names the builder of a deploy. That it is there tells the test that its environment is prepared.
const BUILDER: &str = "INFRA_BUILDER";
const REPOSITORY: &str = "harbour-dev-pilot";

/// A stage that uses the secret, and says it aloud.
const DOCKERFILE: &str = "\
FROM scratch AS made
COPY root /
ENV PATH=/bin
RUN --mount=type=secret,id=token cat /run/secrets/token >&2 && sha256sum < /run/secrets/token > /made
FROM scratch
COPY --from=made /made /made
COPY page /page
";

#[expect(clippy::unnecessary_wraps, reason = "a function that `configure` names tells by a `Result`")]
fn native(_: &Stage<'_>, mut pilot: ServiceSpec) -> Result<ServiceSpec, Box<dyn std::error::Error>> {
    if cfg!(target_arch = "aarch64") {
        pilot.workload.architecture = Some(Architecture::Arm64);
    }
    Ok(pilot)
}

/// A workspace with a Dockerfile, and with the programs that it runs.
fn workspace(folder: &Path) {
    let web = folder.join("web");
    fs::create_dir_all(web.join("root/bin")).unwrap();
    fs::create_dir_all(folder.join("src")).unwrap();
    fs::write(folder.join("src/lib.rs"), "").unwrap();
    let manifest = "[package]\nname = \"pilot\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[workspace]\n";
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    fs::write(folder.join("Cargo.lock"), "version = 4\n\n[[package]]\nname = \"pilot\"\nversion = \"0.1.0\"\n")
        .unwrap();
    fs::write(web.join("Dockerfile"), DOCKERFILE).unwrap();
    fs::write(web.join("README.md"), "A pilot.\n").unwrap();
    fs::write(web.join("page"), "one\n").unwrap();
    let programs = ["sh", "cat", "sha256sum"].map(program);
    for (file, name) in programs.iter().zip(["sh", "cat", "sha256sum"]) {
        fs::copy(file, web.join("root/bin").join(name)).unwrap();
    }
    // What they are linked with.
    let linked = run("ldd", &programs);
    let files: BTreeSet<&str> =
        linked.split_whitespace().filter(|word| word.starts_with('/') && !word.ends_with(':')).collect();
    for file in files {
        let copy = web.join("root").join(file.trim_start_matches('/'));
        fs::create_dir_all(copy.parent().unwrap()).unwrap();
        fs::copy(file, copy).unwrap();
    }
}

/// Buildah with a storage of its own.
fn buildah(folder: &Path) -> PathBuf {
    let (at, file) = (folder.display(), folder.join("buildah"));
    let text = format!(
        "export BUILDAH_ISOLATION=chroot\nexec {} --root {at}/storage --runroot {at}/run --storage-driver vfs \
         \"$@\"\n",
        program("buildah").display()
    );
    script(&file, &text);
    file
}

fn writes(account: &Account) -> Vec<String> {
    let calls = account.aws.take_calls();
    calls.iter().filter(|call| !call.is_read() && call.service != "sts").map(simulator::Call::action).collect()
}

fn has_secret(bytes: &[u8]) -> bool {
    bytes.windows(SECRET.len()).any(|window| window == SECRET.as_bytes())
}

/// Runs a command, which must not print the secret.
async fn told(account: &Account, arguments: &[&str]) -> Outcome {
    let outcome = account.run(APP, arguments).await;
    assert!(!has_secret(outcome.out.as_bytes()) && !has_secret(outcome.err.as_bytes()), "{arguments:?} tells it");
    outcome
}

/// No file of a folder has the secret; how many there are.
fn without_secret(folder: &Path) -> usize {
    let mut files = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files += without_secret(&path);
        } else {
            assert!(!has_secret(&fs::read(&path).unwrap()), "{} has the secret", path.display());
            files += 1;
        }
    }
    files
}

/// The files of an image with what they say.
fn files_of(folder: &Path, image: &str) -> Vec<(String, String)> {
    let store = Store::at(folder.join(".infra/images/store")).unwrap();
    let image: Digest = image.parse().unwrap();
    let mut files = Vec::new();
    for layer in infra_image::Image::read(&store, &image).unwrap().layers {
        let each = |found: &layer::Found, content: &mut dyn Read| {
            let mut text = String::new();
            content.read_to_string(&mut text)?;
            files.push((found.name.clone(), text));
            Ok(())
        };
        layer::visit(store.open(&layer.digest).unwrap(), &layer.media_type, Limits::default(), each).unwrap();
    }
    files
}

#[test]
fn a_dockerfile_is_built_pushed_and_deployed_once() {
    if std::env::var_os(BUILDER).is_some() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().start_paused(true).build().unwrap();
        return runtime.block_on(deploys());
    }
    // The environment of a process is given to it.
    let folder = tempfile::tempdir().unwrap();
    let mut again = Command::new(std::env::current_exe().unwrap());
    again.args(["--exact", "shipped_dockerfile::a_dockerfile_is_built_pushed_and_deployed_once", "--nocapture"]);
    let output = again.env(BUILDER, buildah(folder.path())).env("HARBOUR_TOKEN", SECRET).output().unwrap();
    let [out, error] = [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned());
    assert!(output.status.success() && out.contains("1 passed"), "{out}\n{error}");
}

async fn deploys() {
    let (registry, folder) = (Registry::start(), tempfile::tempdir().unwrap());
    workspace(folder.path());
    let account = Account::new(1);
    account.aws.stack_pace(20);
    account.aws.put_registry(&format!("http://{}", registry.host()));
    account.images.is_of(folder.path());

    let _ = told(&account, &["plan"]).await.says("to build: no build of it is known");
    let first = told(&account, &["deploy"]).await.exits(0);
    assert!(first.err.contains("pilot image: built sha256:"), "{}", first.err);
    assert!(first.err.contains("***"), "what says the secret is not told: {}", first.err);
    assert_eq!(account.images.take(), ["build pilot", "push harbour-dev-pilot"]);
    let images = account.aws.images(REPOSITORY).unwrap();
    assert_eq!(images.len(), 1);
    let files = files_of(folder.path(), &images[0].0);
    assert!(files.contains(&("page".to_owned(), "one\n".to_owned())), "{files:?}");
    assert!(files.iter().any(|(name, text)| name == "made" && text.len() > 64), "the secret was not there: {files:?}");
    assert!(files.iter().all(|(_, text)| !has_secret(text.as_bytes())));

    // Nothing that is copied has changed: nothing is built, pushed or written.
    let _ = writes(&account);
    let _ = told(&account, &["deploy"]).await.exits(0).says("Nothing to do");
    fs::write(folder.path().join("web/README.md"), "Another pilot.\n").unwrap();
    let _ = told(&account, &["deploy"]).await.exits(0).says("Nothing to do");
    assert_eq!(account.images.take(), [] as [&str; 0]);
    assert_eq!(writes(&account), [] as [&str; 0]);

    // What is copied is.
    fs::write(folder.path().join("web/page"), "two\n").unwrap();
    let second = told(&account, &["deploy"]).await.exits(0).says("page changed").says("rolling restart");
    assert!(second.out.contains("to build: file"), "{}", second.out);
    assert_eq!(account.images.take(), ["build pilot", "push harbour-dev-pilot"]);
    assert_eq!(account.aws.images(REPOSITORY).unwrap().len(), 2);
    let _ = told(&account, &["deploy"]).await.exits(0).says("Nothing to do");

    assert!(without_secret(registry.data()) > 0);
    assert!(without_secret(&folder.path().join(".infra")) > 0);
    assert!(!has_secret(account.aws.snapshot().to_string().as_bytes()));
    let _ = told(&account, &["destroy"]).await.exits(0);
    assert_eq!(account.aws.violations(), [] as [&str; 0]);
}
