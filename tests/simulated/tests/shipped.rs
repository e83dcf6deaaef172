//! A whole deploy with nothing of it made up but AWS: cargo builds, and a real registry takes the image.

use std::fs;
use std::io::Read;
use std::path::Path;

use image_tests::{Registry, run};
use infra_aws::core::declaration::{App, Image};
use infra_aws::prelude::*;
use infra_image::layer::{self, Limits};
use infra_image::{Digest, Store};
use simulated::Account;

#[cluster]
struct Harbour;

#[service(cluster = Harbour, image = cargo("pilot"), cpu = 256, memory = 512, configure = native)]
struct Pilot;

const APP: App = app!("harbour": Harbour, Pilot);

#[expect(clippy::unnecessary_wraps, reason = "a function that `configure` names tells by a `Result`")]
/// For the machine of the test where that has no musl: a static binary all the same.
fn native(_: &Stage<'_>, mut pilot: ServiceSpec) -> Result<ServiceSpec, Box<dyn std::error::Error>> {
    if cfg!(target_arch = "aarch64") {
        pilot.workload.architecture = Some(infra_aws::core::declaration::Architecture::Arm64);
    }
    if let Image::Cargo(image) = &mut pilot.workload.container.image {
        image.libc = infra_aws::core::declaration::Libc::Gnu;
    }
    Ok(pilot)
}

/// A workspace with one small binary.
fn workspace(folder: &Path, body: &str) {
    let manifest = "[package]\nname = \"pilot\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[workspace]\n";
    fs::create_dir_all(folder.join("src")).unwrap();
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    let lock = "version = 4\n\n[[package]]\nname = \"pilot\"\nversion = \"0.1.0\"\n";
    fs::write(folder.join("Cargo.lock"), lock).unwrap();
    fs::write(folder.join("README.md"), "A pilot.\n").unwrap();
    fs::write(folder.join("src/main.rs"), format!("fn main() {{ {body} }}\n")).unwrap();
}

fn writes(account: &Account) -> Vec<String> {
    let calls = account.aws.take_calls();
    calls.iter().filter(|call| !call.is_read() && call.service != "sts").map(simulator::Call::action).collect()
}

/// The files in the layers of an image that was written to a folder.
fn files_of(output: &Path, image: &Digest) -> Vec<(String, Vec<u8>)> {
    let store = Store::at(output).unwrap();
    let mut files = Vec::new();
    for layer in infra_image::Image::read(&store, image).unwrap().layers {
        let each = |found: &layer::Found, content: &mut dyn Read| {
            let mut bytes = Vec::new();
            content.read_to_end(&mut bytes)?;
            files.push((found.name.clone(), bytes));
            Ok(())
        };
        layer::visit(store.open(&layer.digest).unwrap(), &layer.media_type, Limits::default(), each).unwrap();
    }
    files
}

/// Whether a program names the file of which it was made, as its debug information does.
fn has_lines(program: &[u8]) -> bool {
    let line = b"main.rs";
    program.windows(line.len()).any(|bytes| bytes == line)
}

#[tokio::test(start_paused = true)]
async fn a_binary_is_built_pushed_and_deployed_once() {
    let (registry, folder) = (Registry::start(), tempfile::tempdir().unwrap());
    workspace(folder.path(), "println!(\"one\");");
    let account = Account::new(1);
    account.aws.stack_pace(20);
    account.aws.put_registry(&format!("http://{}", registry.host()));
    account.images.is_of(folder.path());

    let first = account.run(APP, &["deploy"]).await.exits(0).says("to build: no build of it is known");
    assert!(first.err.contains("pilot image: built sha256:"), "{}", first.err);
    assert_eq!(account.images.take(), ["build pilot", "push harbour-dev-pilot"]);
    let images = account.aws.images("harbour-dev-pilot").unwrap();
    let (digest, tags) = &images[0];
    assert_eq!(tags.len(), 1);
    // The registry has the image, and what says of what it was built.
    let client = registry.client();
    let (sender, receiver) = std::sync::mpsc::channel();
    let image: Digest = digest.parse().unwrap();
    let asked = image.clone();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let found = runtime.block_on(async {
            let found = client.manifest("harbour-dev-pilot", asked.as_str()).await.unwrap().is_some();
            let attached = client.referrers("harbour-dev-pilot", &asked, None).await.unwrap();
            (found, attached.len())
        });
        sender.send(found).unwrap();
    });
    assert_eq!(receiver.recv().unwrap(), (true, 2));

    // Nothing has changed: nothing is built, pushed or written.
    let _ = writes(&account);
    let _ = account.run(APP, &["deploy"]).await.exits(0).says("Nothing to do");
    fs::write(folder.path().join("README.md"), "Another pilot.\n").unwrap();
    let _ = account.run(APP, &["deploy"]).await.exits(0).says("Nothing to do");
    assert_eq!(account.images.take(), [] as [&str; 0]);
    assert_eq!(writes(&account), [] as [&str; 0]);

    // What was built here is shown as it lies here.
    let here = account.run(APP, &["image", "inspect", "pilot", "--json"]).await.exits(0);
    let mut here: serde_json::Value = serde_json::from_str(&here.out).unwrap();
    assert_eq!(here["from"].take(), "machine");
    assert_eq!(here["digest"], digest.as_str());
    assert!(here["fingerprint"].is_string() && here["packages"].is_number(), "{here}");

    // It is written to a folder that others read, without another build.
    let output = folder.path().join("output");
    let arguments = ["image", "build", "pilot", "--output", output.to_str().unwrap()];
    let _ = account.run(APP, &arguments).await.exits(0).says("unchanged");
    assert_eq!(account.images.take(), [] as [&str; 0]);
    let written = format!("oci:{}:pilot", output.display());
    let read: serde_json::Value = serde_json::from_str(&run("skopeo", ["inspect", &written])).unwrap();
    assert_eq!(read["Digest"], digest.as_str());
    let config: serde_json::Value = serde_json::from_str(&run("skopeo", ["inspect", "--config", &written])).unwrap();
    assert_eq!(config["config"]["Entrypoint"], serde_json::json!(["/usr/local/bin/pilot"]));

    // Its symbols are kept beside it, and the image is the same one.
    let symbols = folder.path().join(".infra/images/debug").join(image.hex()).join("pilot");
    assert!(!symbols.exists());
    let _ = account.run(APP, &["image", "build", "pilot", "--debug"]).await.exits(0).says(digest).says("built");
    assert_eq!(account.images.take(), ["build pilot"]);
    assert!(has_lines(&fs::read(&symbols).unwrap()));
    let files = files_of(&output, &image);
    assert!(files.iter().any(|(name, _)| name == "usr/local/bin/pilot"));
    assert!(files.iter().all(|(name, bytes)| !name.contains("debug") && !has_lines(bytes)));
    assert_eq!(writes(&account), [] as [&str; 0]);

    // Another machine has built nothing yet, and reads beside the image that it need not.
    fs::remove_dir_all(folder.path().join(".infra")).unwrap();
    let _ = account.run(APP, &["deploy"]).await.exits(0).says("Nothing to do");
    assert_eq!(account.images.take(), [] as [&str; 0]);
    assert_eq!(writes(&account), [] as [&str; 0]);

    // Nor does it need it for showing what is deployed.
    fs::remove_dir_all(folder.path().join(".infra")).unwrap();
    let deployed = account.run(APP, &["image", "inspect", "pilot", "--json"]).await.exits(0);
    let mut deployed: serde_json::Value = serde_json::from_str(&deployed.out).unwrap();
    assert_eq!(deployed["from"].take(), "registry");
    assert_eq!(deployed, here);
    let _ = account.run(APP, &["image", "inspect", "pilot"]).await.exits(0).says("as it is deployed, from harbour-dev");
    assert_eq!(writes(&account), [] as [&str; 0]);

    // What does not compile changes nothing.
    workspace(folder.path(), "println!(");
    let _ = account.run(APP, &["deploy"]).await.exits(1).complains("cargo could not build pilot");
    assert_eq!(writes(&account), [] as [&str; 0]);

    // Another program is built, pushed and rolled out.
    workspace(folder.path(), "println!(\"two\");");
    let second = account.run(APP, &["deploy"]).await.exits(0).says("to build: file src/main.rs changed");
    assert!(second.out.contains("rolling restart"), "{}", second.out);
    assert_eq!(account.aws.images("harbour-dev-pilot").unwrap().len(), 2);
    let _ = account.run(APP, &["destroy"]).await.exits(0);
    assert_eq!(account.aws.violations(), [] as [&str; 0]);
}
