//! A stage for tests.

use infra_core::blueprint::Blueprint;
use infra_core::declaration::App;
use infra_core::event::RolloutState;

use super::Look;
use crate::control::{Exit, ReplicaPhase, ReplicaState, RunState, ServiceState, State, SupervisorState, TaskState};
use crate::logs::{Line, Stream};
use crate::proxy::{Answers, Instead, Kind, Latency, Listening, ReplicaStats, ServiceStats, Stats, Traffic};
use crate::spec::{Built, Spec};

/// The 22nd of November 2025, 08:27:39 UTC.
const NOW: i64 = 1_763_800_059;
/// The next three o'clock in Berlin.
const NIGHT: i64 = 1_763_863_200;

mod shop {
    use infra_macros::{app, cluster, service, task};

    use super::App;

    #[cluster]
    struct Shop;

    /// The pages.
    #[service(cluster = Shop, image = "web:1", port(8080, name = "http", protocol = http), route("/*"), count = 2, connect = [Api])]
    struct Web;

    #[service(cluster = Shop, image = "api:1", port(8080, name = "http", protocol = http), route("/api/*"), before = [Migrate])]
    struct Api;

    #[task(cluster = Shop, image = "rollup:1", schedule = "cron(0 3 * * ? *)", timezone = "Europe/Berlin", connect = [Api])]
    struct Rollup;

    #[task(cluster = Shop, image = "migrate:1")]
    struct Migrate;

    pub(super) const APP: App = app!("shop": Shop, Web, Api, Rollup, Migrate);
}

/// A shop of two services and two tasks.
pub(super) fn look() -> Look {
    let blueprint = Blueprint::resolve(&shop::APP, "dev").unwrap();
    Look { state: state(), spec: Spec::of(&blueprint, &Built::default()).unwrap(), stats: stats() }
}

/// What they wrote.
pub(super) fn lines() -> Vec<Line> {
    ["Listening on 8080", "GET / 200"].map(line).to_vec()
}

/// Something that a replica wrote.
pub(super) fn line(text: &str) -> Line {
    let (item, unit) = ("web".to_owned(), "web".to_owned());
    Line { at: NOW * 1_000, item, task: "a1b2c3d4e5".to_owned(), unit, stream: Stream::Out, text: text.to_owned() }
}

fn state() -> State {
    State {
        app: "shop".to_owned(),
        stage: "dev".to_owned(),
        supervisor: SupervisorState { pid: 4100, since: NOW, detached: false },
        page: None,
        endpoints: vec![Listening {
            cluster: "shop".to_owned(),
            kind: Kind::Http,
            declared: 80,
            address: ([127, 0, 0, 1], 8080).into(),
            instead: Some(Instead::Privileged),
            service: None,
            redirect: None,
        }],
        services: vec![service("web", &["a1b2c3d4e5", "f6a7b8c9d0"]), service("api", &["0123456789"])],
        tasks: vec![
            task("rollup", Some(NIGHT), run("run", Exit::Code(3))),
            task("migrate", None, run("before api", Exit::Code(0))),
        ],
        notes: vec!["memory is not held here".to_owned()],
    }
}

fn service(item: &str, replicas: &[&str]) -> ServiceState {
    let replicas: Vec<ReplicaState> = replicas.iter().zip(40_001..).map(|(id, port)| replica(id, port)).collect();
    let number = u32::try_from(replicas.len()).unwrap();
    ServiceState {
        item: item.to_owned(),
        revision: "5d41402abc4b2a76".to_owned(),
        desired: number,
        healthy: number,
        failures: 0,
        restarts: 1,
        deployment: RolloutState::Succeeded,
        deployed: NOW,
        replicas,
    }
}

fn replica(id: &str, port: u16) -> ReplicaState {
    ReplicaState {
        id: id.to_owned(),
        revision: "5d41402abc4b2a76".to_owned(),
        phase: ReplicaPhase::Healthy,
        since: NOW,
        pid: Some(4242),
        ports: vec![(8080, port)],
        detail: String::new(),
    }
}

fn task(item: &str, next: Option<i64>, run: RunState) -> TaskState {
    let next = next.map(Some).into_iter().collect();
    TaskState { item: item.to_owned(), revision: "b1946ac92492d234".to_owned(), paused: false, next, runs: vec![run] }
}

fn run(cause: &str, exit: Exit) -> RunState {
    let (id, cause) = ("9e107d9d37".to_owned(), cause.to_owned());
    RunState { id, cause, since: NOW, until: Some(NOW + 2), exit: Some(exit) }
}

fn stats() -> Stats {
    let traffic = Traffic {
        requests: 1_204,
        open: 3,
        answers: Answers { success: 1_202, server_error: 2, ..Answers::default() },
        latency: Latency { p50_micros: 812, p90_micros: 4_000, p99_micros: 31_000 },
    };
    let replica = ReplicaStats { replica: "a1b2c3d4e5".to_owned(), in_balance: true, traffic };
    Stats {
        balancers: Vec::new(),
        services: vec![ServiceStats { service: "web".to_owned(), traffic, replicas: vec![replica] }],
    }
}
