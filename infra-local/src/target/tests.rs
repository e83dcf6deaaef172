//! Plans.

use infra_core::blueprint::Names;
use infra_core::event::RolloutState;
use infra_core::plan::{Effect, Plan, Verb};

use super::plan::{Action, plan};
use super::{Observed, placed};
use crate::control::{ServiceState, State};
use crate::spec::{Balancer, Connection, Image, Program, Service, Spec, Task, Unit, fixture};

fn spec(line: &str) -> Spec {
    let unit = || Unit { environment: vec![("MODE".into(), line.into())], ..fixture::unit("web", line) };
    let service = Service {
        revision: line.into(),
        units: vec![unit()],
        replicas: 4,
        max_percent: 150,
        ..fixture::service("web", line)
    };
    let task = Task { revision: line.into(), units: vec![unit()], ..fixture::task("migrate", line) };
    Spec {
        app: "shop".into(),
        stage: "dev".into(),
        balancers: vec![Balancer { cluster: "main".into(), ..Balancer::default() }],
        services: vec![service],
        tasks: vec![task],
    }
}

fn calls(service: &str) -> Connection {
    Connection { variable: "URL".into(), scheme: "http".into(), service: service.into(), port: 80 }
}

fn planned(wanted: &Spec, observed: &Observed) -> Plan<Action> {
    plan(&Names { app: "shop".into(), stage: "dev".into() }, wanted, observed)
}

fn runs(spec: &Spec) -> Observed {
    Observed { spec: spec.clone(), state: None }
}

fn steps(plan: &Plan<Action>) -> Vec<(Verb, String, Effect)> {
    plan.steps.iter().map(|step| (step.verb, format!("{} {}", step.item, step.kind), step.effect)).collect()
}

#[test]
fn all_is_new_where_nothing_runs() {
    let plan = planned(&spec("a"), &Observed::default());
    let new = |what: &str| (Verb::Create, what.to_owned(), Effect::New);
    assert_eq!(steps(&plan), [new("main load balancer"), new("migrate task"), new("web service")]);
    assert!(plan.to_string().starts_with("shop dev in .infra/shop-dev on this machine\n"), "{plan}");
}

#[test]
fn what_is_called_is_changed_before_what_calls_it_and_goes_behind_it() {
    let with = |line: &str| {
        let mut spec = spec(line);
        let api = Service { item: "api".into(), ..spec.services[0].clone() };
        spec.services[0].connections.push(calls("api"));
        spec.services.push(api);
        spec
    };
    let order = |plan: &Plan<Action>| -> Vec<(String, Vec<usize>)> {
        let services = plan.steps.iter().filter(|step| step.kind == "service");
        services.map(|step| (step.item.clone(), step.after.clone())).collect()
    };
    let changed = planned(&with("b"), &runs(&with("a")));
    assert_eq!(order(&changed), [("api".into(), vec![]), ("web".into(), vec![1])], "{changed}");
    let gone = planned(&spec("b"), &runs(&with("a")));
    assert_eq!(order(&gone), [("web".into(), vec![]), ("api".into(), vec![1])], "{gone}");
}

#[test]
fn nothing_is_to_do_where_all_runs() {
    let plan = planned(&spec("a"), &runs(&spec("a")));
    assert_eq!((plan.steps.len(), plan.unchanged), (0, 3));
}

#[test]
fn a_new_revision_is_a_rolling_restart_and_counts_from_the_next_start_of_a_task() {
    let plan = planned(&spec("b"), &runs(&spec("a")));
    assert_eq!(
        steps(&plan),
        [
            (Verb::Update, "migrate task".to_owned(), Effect::NextStart),
            (Verb::Update, "web service".to_owned(), Effect::RollingRestart { tasks: 4, seconds: 6 }),
        ]
    );
    let details: Vec<String> = plan.steps[1].details.iter().map(ToString::to_string).collect();
    assert_eq!(details, ["env MODE: a -> b", "runs: a -> b"]);
}

#[test]
fn whatever_a_task_is_changed_in_is_planned() {
    let changed = |change: fn(&mut Task)| {
        let mut wanted = spec("a");
        wanted.tasks[0].revision = "b".into();
        change(&mut wanted.tasks[0]);
        let plan = planned(&wanted, &runs(&spec("a")));
        assert_eq!(steps(&plan), [(Verb::Update, "migrate task".to_owned(), Effect::NextStart)]);
        plan.steps[0].details.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(changed(|task| task.connections.push(calls("api"))), ["connect URL: http://api:80"]);
    let details = changed(|task| {
        let ulimits = vec![("nofile".to_owned(), 1_024)];
        task.units[0].program = Program::Image(Image { reference: "job:1".into(), ulimits, ..Image::default() });
    });
    assert_eq!(details, ["runs: a -> job:1, nofile at most 1024"]);
    assert_eq!(changed(|_| ()), [""; 0], "what has no words here counts too");
}

#[test]
fn what_restarts_nothing_is_said_to_restart_nothing() {
    let changed = |change: fn(&mut Spec)| {
        let mut wanted = spec("a");
        change(&mut wanted);
        let plan = planned(&wanted, &runs(&spec("a")));
        assert_eq!(plan.steps.len(), 1, "{plan}");
        plan.steps[0].effect
    };
    assert_eq!(changed(|spec| spec.services[0].replicas = 5), Effect::InPlace);
    assert_eq!(changed(|spec| spec.services[0].drain_seconds = 5), Effect::InPlace);
    assert_eq!(changed(|spec| spec.services[0].max_percent = 200), Effect::NextDeployment);
    assert_eq!(changed(|spec| spec.services[0].before = vec!["migrate".into()]), Effect::NextDeployment);
    assert_eq!(changed(|spec| spec.tasks[0].paused = true), Effect::InPlace);
    assert_eq!(changed(|spec| spec.balancers[0].idle_seconds = 5), Effect::InPlace);
}

#[test]
fn what_is_no_longer_declared_goes() {
    let mut wanted = spec("a");
    wanted.services.clear();
    assert_eq!(
        steps(&planned(&wanted, &runs(&spec("a")))),
        [(Verb::Delete, "web service".to_owned(), Effect::Removal)]
    );
    let destroyed = planned(&Spec::default(), &runs(&spec("a")));
    assert_eq!((destroyed.steps.len(), destroyed.unchanged), (3, 0));
    assert!(destroyed.steps[0].action.spec.is_empty());
}

#[test]
fn a_service_that_was_given_up_is_made_anew() {
    let failed = ServiceState {
        item: "web".into(),
        revision: "a".into(),
        desired: 0,
        healthy: 0,
        failures: 0,
        restarts: 0,
        deployment: RolloutState::Failed,
        deployed: 0,
        replicas: Vec::new(),
    };
    let state = State { services: vec![failed], ..State::default() };
    let observed = Observed { spec: spec("a"), state: Some(state) };
    let plan = planned(&spec("a"), &observed);
    assert_eq!(steps(&plan), [(Verb::Recreate, "web service".to_owned(), Effect::New)]);
}

#[test]
fn an_event_gets_the_place_of_its_step() {
    use infra_core::event::Event;
    let subjects = ["main load balancer".to_owned(), "web service".to_owned()];
    let done = |step, subject: &str| Event::Done { step, subject: subject.to_owned() };
    assert_eq!(placed(done(0, "web service"), &subjects), Some(done(1, "web service")));
    assert_eq!(placed(done(0, "api service"), &subjects), None);
}
