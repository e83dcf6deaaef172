//! A whole deploy of declarations by the target, as the command line does it.

use std::sync::{Arc, Mutex};

use infra_core::blueprint::Blueprint;
use infra_core::declaration::App;
use infra_core::event::Event;
use infra_core::plan::{Effect, Plan};
use infra_core::target::Target;
use infra_local::place::Place;
use infra_local::spec::{Built, BuiltBinary};
use infra_local::supervisor;
use infra_local::target::{Action, Local};
use infra_macros::{app, cluster, service, task};
use local::{Folder, get};

use crate::{SERVER, SUPERVISOR};

#[cluster]
struct Main;

#[service(cluster = Main, image = cargo("server"), port = 8080, route("/*"), count = 2, before = [Migrate], env(VERSION = "1"))]
struct Web;

#[task(cluster = Main, image = cargo("migrate"))]
struct Migrate;

const APP: App = app!("shop": Main, Web, Migrate);

fn built(digest: &str) -> Built {
    let binary = |path: &str| BuiltBinary { path: path.into(), digest: digest.to_owned() };
    let server = binary(SERVER);
    Built { binaries: [("server".into(), server), ("migrate".into(), binary("/bin/true"))].into(), ..Built::default() }
}

/// Observes, plans and applies, and gives what was planned and told.
async fn deploy(local: &Local, blueprint: &Blueprint) -> (Plan<Action>, Vec<Event>) {
    let observed = local.observe(blueprint).await.unwrap();
    let plan = local.plan(blueprint, &observed).unwrap();
    let events = Arc::new(Mutex::new(Vec::new()));
    let sink = Arc::clone(&events);
    let tell = Arc::new(move |event| sink.lock().unwrap().push(event));
    let applied = local.apply(blueprint, &plan, &observed, tell).await;
    let events = events.lock().unwrap().clone();
    assert!(applied.is_ok(), "{applied:?}: {events:#?}");
    (plan, events)
}

#[tokio::test]
async fn declarations_are_deployed_changed_and_destroyed() {
    let folder = Folder::new();
    let place = Place::new(folder.path(), "shop", "dev");
    let arguments = [place.root().display().to_string(), "shop".to_owned(), "dev".to_owned()];
    let supervisor = (SUPERVISOR.into(), arguments.to_vec());
    let mut local = Local { place: place.clone(), built: built("a"), detached: Some(supervisor) };
    let blueprint = Blueprint::resolve(&APP, "dev").unwrap();

    let (plan, events) = deploy(&local, &blueprint).await;
    assert!(plan.steps.iter().all(|step| step.effect == Effect::New), "{plan}");
    for (step, planned) in plan.steps.iter().enumerate() {
        let subject = format!("{} {}", planned.item, planned.kind);
        assert!(events.contains(&Event::Done { step, subject }), "{plan} {events:#?}");
    }
    assert!(matches!(events.last(), Some(Event::Outcome { .. })));

    let observed = local.observe(&blueprint).await.unwrap();
    let address = observed.state.unwrap().endpoints[0].address;
    assert_eq!(get(address, "/").await.unwrap().code, 200);

    let (plan, events) = deploy(&local, &blueprint).await;
    assert!(plan.is_empty() && events.is_empty(), "{plan}");

    // Another build of the same.
    local.built = built("b");
    let (plan, _) = deploy(&local, &blueprint).await;
    let effects: Vec<Effect> = plan.steps.iter().map(|step| step.effect).collect();
    assert!(matches!(effects[..], [Effect::NextStart, Effect::RollingRestart { tasks: 2, .. }]), "{plan}");
    assert_eq!(get(address, "/").await.unwrap().code, 200);

    let observed = local.observe(&blueprint).await.unwrap();
    let plan = local.plan_destroy(&blueprint, &observed).unwrap();
    assert_eq!(plan.steps.len(), 3, "{plan}");
    local.apply(&blueprint, &plan, &observed, Arc::new(|_| ())).await.unwrap();
    assert!(local.observe(&blueprint).await.unwrap().state.is_none());
    assert!(get(address, "/").await.is_none());

    let history = supervisor::history(&place);
    assert_eq!(history.len(), 2);
    assert!(history.iter().all(|deployment| deployment.succeeded));
    assert_ne!(history[0].revisions, history[1].revisions);
}
