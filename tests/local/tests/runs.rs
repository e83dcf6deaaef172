//! Tasks that services run.

use std::net::SocketAddr;

use infra_local::control::Exit;
use infra_local::spec::{Program, Runnable, Spec};
use local::{Answer, Stage, line, program, routed, service, task, until};
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::SERVER;

/// An API that may run a task of this program, where `may` says so.
fn spec(rollup: Program, may: bool) -> Spec {
    let mut api = service("api", program(SERVER), &[("MAY", if may { "1" } else { "0" })]);
    if may {
        api.runs.push(Runnable { variable: "RUN_ROLLUP".to_owned(), task: "rollup".to_owned() });
    }
    Spec { tasks: vec![task("rollup", rollup), task("other", line("exit 0"))], ..routed(0, vec![api]) }
}

/// What a process is told of a task.
struct Told {
    address: SocketAddr,
    path: String,
    token: String,
}

impl Told {
    /// As the process of the API has it in its environment.
    async fn of(stage: &Stage) -> Self {
        let told: Value = serde_json::from_str(&stage.get("/env/RUN_ROLLUP").await.body).unwrap();
        let (address, path) = told["url"].as_str().unwrap().strip_prefix("http://").unwrap().split_once('/').unwrap();
        let token = told["token"].as_str().unwrap().to_owned();
        Self { address: address.parse().unwrap(), path: format!("/{path}"), token }
    }

    async fn ask(&self, method: &str, more: &str, token: &str, body: &str) -> (u16, Value) {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        let (address, path, length) = (self.address, &self.path, body.len());
        let head = format!("{method} {path}{more} HTTP/1.1\r\nhost: {address}\r\nauthorization: Bearer {token}\r\n");
        let rest = format!("connection: close\r\ncontent-length: {length}\r\n\r\n{body}");
        stream.write_all(format!("{head}{rest}").as_bytes()).await.unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).await.unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        let answer = Answer { code: head.split(' ').nth(1).unwrap().parse().unwrap(), body: body.to_owned() };
        (answer.code, serde_json::from_str(&answer.body).unwrap())
    }

    /// Starts a run, and gives what comes behind the path for it.
    async fn start(&self, body: &str) -> String {
        let (code, begun) = self.ask("POST", "", &self.token, body).await;
        assert_eq!(code, 201, "{begun}");
        format!("/{}", begun["id"].as_str().unwrap())
    }

    async fn look(&self, run: &str) -> Value {
        let (code, told) = self.ask("GET", run, &self.token, "").await;
        assert_eq!(code, 200, "{told}");
        told
    }
}

#[tokio::test]
async fn a_service_runs_a_task_and_hears_how_it_ended() {
    let stage = Stage::new().await;
    stage.deploy(&spec(line("echo \"sums up $1 with $MODE\"; exit 4"), true)).await;
    let told = Told::of(&stage).await;
    let run = told.start(r#"{"command":["2026-11-22"],"environment":[{"name":"MODE","value":"care"}]}"#).await;
    while told.look(&run).await["status"] != "STOPPED" {
        tokio::task::yield_now().await;
    }
    let ended = told.look(&run).await;
    assert_eq!((&ended["exit_code"], &ended["reason"]), (&Value::from(4), &Value::from("exit code 4")));
    let runs = stage.state().tasks[0].runs.clone();
    assert_eq!((&*runs[0].cause, runs[0].exit.clone()), ("run by api", Some(Exit::Code(4))));
    assert_eq!(format!("/{}", runs[0].id), run);
    let log = std::fs::read_dir(stage.place.logs().join("rollup")).unwrap();
    let log: String = log.map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap()).collect();
    assert!(log.contains("sums up 2026-11-22 with care"), "{log}");
    stage.supervisor.stop().await;
}

#[tokio::test]
async fn a_service_stops_its_run() {
    let stage = Stage::new().await;
    stage.deploy(&spec(line("exec sleep 100000"), true)).await;
    let told = Told::of(&stage).await;
    let run = told.start("").await;
    assert_eq!(told.look(&run).await["status"], "RUNNING");
    assert_eq!(told.ask("DELETE", &run, &told.token, "").await.0, 200);
    until("the run has ended", || stage.state().tasks[0].runs[0].exit.is_some()).await;
    assert_eq!(told.look(&run).await["exit_code"], 143);
    stage.supervisor.stop().await;
}

#[tokio::test]
async fn who_is_not_told_runs_nothing() {
    let stage = Stage::new().await;
    stage.deploy(&spec(line("exit 0"), true)).await;
    let told = Told::of(&stage).await;
    assert_eq!(told.ask("POST", "", "0123456789abcdef", "").await.0, 401);
    let other = Told { path: told.path.replace("rollup", "other"), token: told.token.clone(), ..told };
    assert_eq!(other.ask("POST", "", &other.token, "").await.0, 404);
    assert!(stage.state().tasks.iter().all(|task| task.runs.is_empty()));
    stage.deploy(&spec(line("exit 0"), false)).await;
    assert_eq!(stage.get("/env/RUN_ROLLUP").await.body, "");
    let told = Told { path: other.path.replace("other", "rollup"), ..other };
    assert_eq!(told.ask("POST", "", &told.token, "").await.0, 401, "it may no longer");
    stage.supervisor.stop().await;
}

#[tokio::test]
async fn the_token_is_written_nowhere() {
    let stage = Stage::new().await;
    stage.deploy(&spec(line("exit 0"), true)).await;
    let told = Told::of(&stage).await;
    told.start("").await;
    until("the run has ended", || stage.state().tasks[0].runs[0].exit.is_some()).await;
    let shown = format!("{:?} {:?}", stage.state(), stage.supervisor.spec());
    assert!(!shown.contains(&told.token));
    let mut open = vec![stage.place.root().to_path_buf()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let kind = entry.file_type().unwrap();
            if kind.is_dir() {
                open.push(entry.path());
            } else if kind.is_file() {
                let text = std::fs::read(entry.path()).unwrap();
                let found = text.windows(told.token.len()).any(|part| part == told.token.as_bytes());
                assert!(!found, "{}", entry.path().display());
            }
        }
    }
    stage.supervisor.stop().await;
}
