//! A tag is looked up in a real registry, and what it stands for is deployed.

use std::sync::OnceLock;

use image_tests::{Made, Registry, quiet};
use infra_aws::core::declaration::{App, Architecture, Image};
use infra_aws::prelude::*;
use infra_image::Digest;
use infra_image::push::Push;
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

/// What is declared: the port of the registry is known when it listens.
static REFERENCE: OnceLock<String> = OnceLock::new();

#[expect(clippy::unnecessary_wraps, reason = "a function that `configure` names tells by a `Result`")]
fn named(_: &Stage<'_>, mut pilot: ServiceSpec) -> Result<ServiceSpec, Box<dyn std::error::Error>> {
    pilot.workload.container.image = Image::Reference(REFERENCE.get().unwrap());
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
    let client = registry.client();
    std::thread::scope(|scope| {
        let pushed = scope.spawn(|| {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            let (image, tags) = (&made.image.digest, ["1".to_owned()]);
            let (store, registry) = (&made.store, &client);
            let push = Push { store, registry, repository: "pilot", image, tags: &tags, mount_from: &[] };
            runtime.block_on(push.run(&quiet())).unwrap();
        });
        pushed.join().unwrap();
    });
    made.image.digest
}

#[tokio::test(start_paused = true)]
async fn a_tag_is_deployed_by_the_digest_that_its_registry_tells() {
    let registry = Registry::start();
    let repository = format!("localhost:{}/pilot", registry.address().port());
    REFERENCE.set(format!("{repository}:1")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let account = Account::new(1);
    account.aws.stack_pace(20);
    account.images.is_of(folder.path());

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
