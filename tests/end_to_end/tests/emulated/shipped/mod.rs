//! An app whose image is built: by the real binary, by cargo, into a real registry, and deployed to moto.

mod harbour;
mod services;

use harbour::Harbour;

use crate::harness::Outcome;

/// The workspace's program, saying this.
fn program(text: &str) -> String {
    format!("fn main() {{ println!({text:?}); }}\n")
}

#[test]
fn what_is_built_is_deployed_once() {
    let harbour = Harbour::new("dev");
    harbour.deploy().exits(0).says("to build: no build of it is known").says("Deployed.").complains("built sha256:");
    let first = harbour.runs();
    assert!(harbour.has(&first));
    assert!(harbour.take_requests().iter().any(|request| *request == put(&harbour, first.as_str())));

    // What is known on this machine is not even asked for.
    harbour.take_writes();
    let nothing = |what: &str| {
        let outcome = harbour.deploy().exits(0).says("Nothing to do");
        assert!(!outcome.stderr.contains("built"), "{what}: {}", outcome.stderr);
    };
    nothing("again");
    harbour.write("README.md", "Another pilot.\n");
    nothing("another README");
    assert_eq!(harbour.take_requests(), [""; 0]);
    assert_eq!(harbour.take_writes(), [""; 0]);

    // Another machine reads beside the image of what it was built.
    harbour.forget();
    nothing("another machine");
    assert_eq!(harbour.take_writes(), [""; 0]);

    harbour.write("src/main.rs", &program("two"));
    harbour.deploy().exits(0).says("to build: file src/main.rs changed").says("Deployed.");
    let second = harbour.runs();
    assert!(second != first && harbour.has(&second));
    let (calls, requests): (Vec<String>, Vec<String>) =
        harbour.take_writes().into_iter().partition(|write| write.starts_with("ecs:"));
    assert_eq!(calls, ["ecs:RegisterTaskDefinition", "ecs:UpdateService"]);
    assert!(requests.contains(&put(&harbour, second.as_str())), "{requests:?}");
    nothing("the same again");
    assert_eq!(harbour.take_writes(), [""; 0]);
}

/// The request that pushes an image's manifest.
fn put(harbour: &Harbour, name: &str) -> String {
    format!("PUT /v2/{}/manifests/{name}", harbour.repository())
}

#[test]
fn what_cannot_be_built_changes_nothing() {
    let harbour = Harbour::new("broken");
    harbour.deploy().exits(0);
    let first = harbour.runs();
    harbour.take_writes();
    harbour.write("src/main.rs", "fn main() { println!( }\n");
    harbour.deploy().exits(1).complains("cargo could not build pilot");
    assert_eq!(harbour.take_writes(), [""; 0]);
    assert_eq!(harbour.runs(), first);
}

/// Deploys, has the registry fail as told, and deploys an edit: the report of that, and what it wrote.
fn fails(harbour: &Harbour, fail: impl Fn()) -> (Outcome, Vec<String>) {
    harbour.deploy().exits(0);
    let first = harbour.runs();
    harbour.write("src/main.rs", &program("two"));
    harbour.take_writes();
    fail();
    let outcome = harbour.deploy().exits(1).complains(&format!("repository {}: ", harbour.repository()));
    let written = harbour.take_writes();
    assert_eq!(harbour.runs(), first);
    (outcome, written)
}

/// Deploys what was built before, once the registry takes it.
fn goes_on(harbour: &Harbour) {
    harbour.is_well();
    let first = harbour.runs();
    let outcome = harbour.deploy().exits(0).says("to push").says("Deployed.");
    assert!(!outcome.stderr.contains("built"), "{}", outcome.stderr);
    assert!(harbour.runs() != first && harbour.has(&harbour.runs()));
}

#[test]
fn what_the_registry_does_not_take_changes_nothing_and_is_deployed_later() {
    let harbour = Harbour::new("full");
    let (outcome, written) = fails(&harbour, || harbour.refuses(500));
    outcome
        .complains(&format!("the registry {} answered 500 Internal Server Error to POST ", harbour.host()))
        .complains("/blobs/uploads/\n")
        .complains("Hint: run the same command again a little later: it goes on where this one stopped");
    assert!(written.iter().all(|write| write.starts_with("POST /v2/")), "{written:?}");
    goes_on(&harbour);
}

#[test]
fn without_a_registry_nothing_changes() {
    let harbour = Harbour::new("gone");
    let (outcome, written) = fails(&harbour, || harbour.is_gone());
    outcome
        .complains(&format!("the registry {} cannot be reached", harbour.host()))
        .complains(&format!("Hint: see that {} can be reached from this machine", harbour.host()));
    assert_eq!(written, [""; 0]);
    goes_on(&harbour);
}
