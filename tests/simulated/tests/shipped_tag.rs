//! A tag is looked up in a real registry, and what it stands for is deployed.

use std::cell::Cell;
use std::path::Path;

use image_tests::{Made, Registry, quiet};
use infra_aws::core::declaration::{App, Architecture, Image};
use infra_aws::prelude::*;
use infra_image::oci::{ImagePlatform, Index, media_type};
use infra_image::push::Push;
use infra_image::{Descriptor, Digest, Platform};
use simulated::Account;

#[cluster]
struct Harbour;

#[service(cluster = Harbour, image = "pilot:1", cpu = 256, memory = 512, configure = named)]
struct Pilot;

const APP: App = app!("harbour": Harbour, Pilot);

#[cluster]
struct Quay;

#[service(cluster = Quay, image = "pilot:1", cpu = 256, memory = 512, configure = elsewhere)]
struct Crane;

/// The same for the other architecture.
const OTHER: App = app!("quay": Quay, Crane);

thread_local! {
    /// What is declared: the port of the registry is known when it listens.
    static REFERENCE: Cell<&'static str> = const { Cell::new("") };
}

/// Declares a tag of a registry, and gives its repository.
fn declare(registry: &Registry, tag: &str) -> String {
    let repository = format!("localhost:{}/pilot", registry.address().port());
    REFERENCE.set(format!("{repository}:{tag}").leak());
    repository
}

#[expect(clippy::unnecessary_wraps, reason = "a function that `configure` names tells by a `Result`")]
fn named(_: &Stage<'_>, mut pilot: ServiceSpec) -> Result<ServiceSpec, Box<dyn std::error::Error>> {
    pilot.workload.container.image = Image::Reference(REFERENCE.get());
    Ok(pilot)
}

#[expect(clippy::large_types_passed_by_value, reason = "`configure` functions take declarations by value")]
fn elsewhere(stage: &Stage<'_>, crane: ServiceSpec) -> Result<ServiceSpec, Box<dyn std::error::Error>> {
    let mut crane = named(stage, crane)?;
    crane.workload.architecture = Some(Architecture::Arm64);
    Ok(crane)
}

fn writes(account: &Account) -> Vec<String> {
    let calls = account.aws.take_calls();
    calls.iter().filter(|call| !call.is_read() && call.service != "sts").map(simulator::Call::action).collect()
}

/// The images of the task definitions that were registered since calls were taken last.
fn registered(account: &Account) -> Vec<String> {
    let calls = account.aws.take_calls();
    let calls = calls.iter().filter(|call| call.action() == "ecs:RegisterTaskDefinition");
    let image = |call: &simulator::Call| call.request["containerDefinitions"][0]["image"].as_str().map(str::to_owned);
    calls.filter_map(image).collect()
}

/// Makes an image for linux/amd64 and puts the tag on it.
fn push(registry: &Registry, bytes: usize) -> Digest {
    let made = Made::of(bytes);
    let digest = made.image.digest.clone();
    put(registry, &made, &digest, "1");
    digest
}

/// Makes images for these platforms and puts the tag on a list of them all, with a note on one of them as BuildKit adds it.
fn push_all(registry: &Registry, platforms: &[(&str, &str)], tag: &str) -> Digest {
    let made = Made::of(1000);
    let of = |(os, architecture): (&str, &str)| {
        let image = infra_image::Image::empty(Platform::default());
        let image = image.write(&made.store).unwrap();
        let platform = ImagePlatform { os: os.to_owned(), architecture: architecture.to_owned(), variant: None };
        Descriptor { platform: Some(platform), ..image }
    };
    let all = platforms.iter().chain([&("unknown", "unknown")]).map(|platform| of(*platform)).collect();
    let index = serde_json::to_vec(&Index::new(all)).unwrap();
    let index = made.store.put(media_type::INDEX, &index).unwrap();
    put(registry, &made, &index.digest, tag);
    index.digest
}

/// Pushes what was made.
fn put(registry: &Registry, made: &Made, image: &Digest, tag: &str) {
    let client = registry.client();
    std::thread::scope(|scope| {
        let pushed = scope.spawn(|| {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            let (store, registry, tags) = (&made.store, &client, [tag.to_owned()]);
            let push = Push { store, registry, repository: "pilot", image, tags: &tags, mount_from: &[] };
            runtime.block_on(push.run(&quiet())).unwrap();
        });
        pushed.join().unwrap();
    });
}

/// An account whose images are looked up in truth.
fn account(folder: &Path) -> Account {
    let account = Account::new(1);
    account.aws.stack_pace(20);
    account.images.is_of(folder);
    account
}

#[tokio::test(start_paused = true)]
async fn a_tag_is_deployed_by_the_digest_that_its_registry_tells() {
    let registry = Registry::start();
    let repository = declare(&registry, "1");
    let folder = tempfile::tempdir().unwrap();
    let account = account(folder.path());

    let digest = push(&registry, 1000);
    let _ = account.run(APP, &["deploy"]).await.exits(0);
    assert_eq!(registered(&account), [format!("{repository}@{digest}")]);
    let _ = account.run(APP, &["deploy"]).await.exits(0).says("Nothing to do");
    assert_eq!(writes(&account), [] as [&str; 0]);

    // An image for another processor is refused before anything is written.
    let refused = account.run(OTHER, &["plan"]).await.exits(2);
    let told = format!("`crane`: {repository}:1 is there for linux/amd64, and not for linux/arm64");
    let _ = refused.complains(&told);
    let _ = account.run(OTHER, &["deploy"]).await.exits(2).complains(&told);
    assert_eq!(writes(&account), [] as [&str; 0]);

    // The tag is put on another image.
    let moved = push(&registry, 2000);
    let second = account.run(APP, &["deploy"]).await.exits(0);
    let _ = second.says(&format!("{repository}:1 is another image than the one that was deployed"));
    assert_eq!(registered(&account), [format!("{repository}@{moved}")]);
    assert_eq!(account.images.take(), [] as [&str; 0]);
    let _ = account.run(APP, &["destroy"]).await.exits(0);
    assert_eq!(account.aws.violations(), [] as [&str; 0]);
}

#[tokio::test(start_paused = true)]
async fn a_list_for_several_platforms_is_deployed_where_it_has_the_item_s() {
    let registry = Registry::start();
    let folder = tempfile::tempdir().unwrap();
    let account = account(folder.path());
    let repository = declare(&registry, "both");
    let both = push_all(&registry, &[("linux", "amd64"), ("linux", "arm64"), ("linux", "arm")], "both");
    // Either runs by the digest of the list: whoever starts a task takes from it what is for its processor.
    for app in [APP, OTHER] {
        let _ = account.run(app, &["deploy"]).await.exits(0);
        assert_eq!(registered(&account), [format!("{repository}@{both}")]);
        let _ = account.run(app, &["deploy"]).await.exits(0).says("Nothing to do");
    }
    assert_eq!(writes(&account), [] as [&str; 0]);

    // Each platform is told once: Windows has a list of its own versions.
    declare(&registry, "windows");
    push_all(&registry, &[("linux", "amd64"), ("windows", "amd64"), ("windows", "amd64")], "windows");
    let told =
        format!("`crane`: {repository}:windows is there for linux/amd64 and windows/amd64, and not for linux/arm64");
    for command in ["plan", "deploy"] {
        let refused = account.run(OTHER, &[command]).await.exits(2);
        let _ = refused.complains(&told).complains("Hint: declare `arch` as the image is");
    }
    assert_eq!(writes(&account), [] as [&str; 0]);
    let _ = account.run(APP, &["deploy"]).await.exits(0).says("windows");

    declare(&registry, "notes");
    push_all(&registry, &[], "notes");
    let refused = account.run(APP, &["plan"]).await.exits(2);
    let _ =
        refused.complains(&format!("{repository}:notes is there for nothing that is known, and not for linux/amd64"));
    assert_eq!(account.aws.violations(), [] as [&str; 0]);
}
