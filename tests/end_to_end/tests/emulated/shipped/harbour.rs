//! An account of moto whose registry is a real one, and a workspace with the source of an image.

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicU16, Ordering};

use image_tests::{Registry, Server, answer};
use infra_image::Digest;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::runtime::Runtime;

use super::services::Services;
use crate::harness::{Account, Call, Outcome, Reaction, Running, no_deployments};

/// What moto's token says in Base64, as the header has it: `AWS:123456789012-auth-token`.
const TOKEN: &str = "Basic QVdTOjEyMzQ1Njc4OTAxMi1hdXRoLXRva2Vu";

/// The registry takes what is pushed.
const WELL: u16 = 0;

/// What is built, pushed and deployed, and where.
pub(super) struct Harbour {
    account: Account,
    stage: &'static str,
    workspace: TempDir,
    registry: Registry,
    door: Server,
    /// The status with which the registry answers whatever would change it.
    refuses: Arc<AtomicU16>,
    /// The port on which the registry is said to be.
    port: Arc<AtomicU16>,
    _runtime: Runtime,
}

impl Harbour {
    /// A stage in which nothing is deployed, and a workspace of which nothing is built.
    pub(super) fn new(stage: &'static str) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let registry = Registry::start();
        let refuses = Arc::new(AtomicU16::new(WELL));
        let status = Arc::clone(&refuses);
        let door = runtime.block_on(Server::start(Some(registry.address()), move |request| {
            if request.headers.get("authorization").is_none_or(|shown| shown != TOKEN) {
                let mut who = answer(401, "");
                who.headers_mut().insert("www-authenticate", "Basic realm=harbour".parse().unwrap());
                return Some(who);
            }
            let status = status.load(Ordering::SeqCst);
            (status != WELL && !is_read(request.method.as_str())).then(|| answer(status, ""))
        }));
        let account = Account::on_moto(stage);
        let port = Arc::new(AtomicU16::new(port_of(&door)));
        account.react(reactions(&port));
        let workspace = tempfile::tempdir().unwrap();
        let harbour = Self { account, stage, workspace, registry, door, refuses, port, _runtime: runtime };
        harbour
            .write("Cargo.toml", "[package]\nname = \"pilot\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[workspace]\n");
        harbour.write("Cargo.lock", "version = 4\n\n[[package]]\nname = \"pilot\"\nversion = \"0.1.0\"\n");
        harbour.write("README.md", "A pilot.\n");
        harbour.write("src/main.rs", "fn main() { println!(\"one\"); }\n");
        harbour
    }

    /// Writes a file of the workspace.
    pub(super) fn write(&self, name: &str, text: &str) {
        let file = self.workspace.path().join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }

    /// All is forgotten that was ever built or looked at on this machine.
    pub(super) fn forget(&self) {
        fs::remove_dir_all(self.workspace.path().join(".infra")).unwrap();
        fs::remove_dir_all(self.workspace.path().join("target")).unwrap();
    }

    /// Runs `deploy` in the workspace.
    pub(super) fn deploy(&self) -> Outcome {
        let mut command = self.account.command("shipped", &["deploy", "--yes"]);
        command.current_dir(self.workspace.path()).env_remove("INFRA_KEEP_TAGS");
        builds(&mut command);
        Running::start(command).finish()
    }

    /// What changed something since the last time: the calls that moto got, and the requests that the registry got.
    pub(super) fn take_writes(&self) -> Vec<String> {
        let requests: Vec<String> =
            self.take_requests().into_iter().filter(|request| !is_read(request.split(' ').next().unwrap())).collect();
        [self.account.take_writes(), requests].concat()
    }

    /// What the registry was asked since the last time, but for what it did not let in.
    pub(super) fn take_requests(&self) -> Vec<String> {
        let heard = self.door.heard();
        self.door.forget();
        let heard = heard.iter().filter(|request| request.headers.contains_key("authorization"));
        heard.map(|request| format!("{} {}", request.method, request.uri.path())).collect()
    }

    /// The registry answers with this status to whatever would change it.
    pub(super) fn refuses(&self, status: u16) {
        self.refuses.store(status, Ordering::SeqCst);
    }

    /// Nobody listens any more where the registry is said to be.
    pub(super) fn is_gone(&self) {
        // No service has this port.
        self.port.store(1, Ordering::SeqCst);
    }

    /// The registry is where it was, and takes what is pushed.
    pub(super) fn is_well(&self) {
        self.refuses(WELL);
        self.port.store(port_of(&self.door), Ordering::SeqCst);
    }

    /// Where the registry is.
    pub(super) fn host(&self) -> String {
        format!("127.0.0.1:{}", self.port.load(Ordering::SeqCst))
    }

    /// The repository of the image.
    pub(super) fn repository(&self) -> String {
        format!("harbour-{}-pilot", self.stage)
    }

    /// The image of the revision that the service runs, by its digest in the repository of ECR.
    pub(super) fn runs(&self) -> Digest {
        let stage = self.stage;
        let image = self.account.script_moto(&RUNS.replace("STAGE", stage));
        let repository = format!("123456789012.dkr.ecr.eu-central-1.amazonaws.com/{}@", self.repository());
        let digest = image.as_str().and_then(|image| image.strip_prefix(&repository));
        digest.unwrap_or_else(|| panic!("{image} is no image of {repository}")).parse().unwrap()
    }

    /// Whether the registry has all of an image.
    pub(super) fn has(&self, image: &Digest) -> bool {
        self.registry.blob(image).exists()
    }
}

/// Prints the image of the revision that the service runs.
const RUNS: &str = r#"
import boto3, json
ecs = boto3.client("ecs")
service = ecs.describe_services(cluster="harbour-STAGE-harbour", services=["harbour-STAGE-pilot"])["services"][0]
definition = ecs.describe_task_definition(taskDefinition=service["taskDefinition"])["taskDefinition"]
print(json.dumps(definition["containerDefinitions"][0]["image"]))
"#;

/// Reactions by which moto says where the registry is, and keeps of services what it does not keep itself. Images are in the
/// registry alone: of those that were just pushed, moto says as ECR would of others that it does not have them.
fn reactions(port: &Arc<AtomicU16>) -> impl FnMut(&Call) -> Reaction + Send + 'static {
    let port = Arc::clone(port);
    let mut services = Services::default();
    move |call| match call.action.as_str() {
        "GetAuthorizationToken" => {
            let endpoint = format!("http://127.0.0.1:{}", port.load(Ordering::SeqCst));
            Reaction::edit(move |body| {
                let mut answer: Value = serde_json::from_str(&body).expect("the emulator answers JSON");
                answer["authorizationData"][0]["proxyEndpoint"] = json!(endpoint);
                answer.to_string()
            })
        }
        "CreateService" | "UpdateService" => {
            services.note(call);
            Reaction::Forward
        }
        "DescribeServices" => {
            let services = services.clone();
            Reaction::edit(move |body| services.put_back(&body))
        }
        "ListServiceDeployments" => no_deployments(),
        _ => Reaction::Forward,
    }
}

fn is_read(method: &str) -> bool {
    matches!(method, "GET" | "HEAD")
}

fn port_of(server: &Server) -> u16 {
    server.host().rsplit_once(':').and_then(|(_, port)| port.parse().ok()).unwrap()
}

/// Gives a command what cargo and rustc need, of which it has nothing else.
fn builds(command: &mut Command) {
    let home = |name: &str, folder: &str| {
        let beside = || PathBuf::from(std::env::var_os("HOME").unwrap_or_default()).join(folder);
        std::env::var_os(name).map_or_else(beside, PathBuf::from)
    };
    command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
    command.env("CARGO_HOME", home("CARGO_HOME", ".cargo")).env("RUSTUP_HOME", home("RUSTUP_HOME", ".rustup"));
}
