//! An account of the emulator that no other test uses.

use std::process::Command;
use std::sync::atomic::{AtomicU64, Ordering};

use serde_json::Value;

use super::call::Call;
use super::emulators::Emulator;
use super::process::{Outcome, Running, infra};
use super::proxy::{Proxy, Reaction};
use super::tool;

/// The region of all tests.
const REGION: &str = "eu-central-1";

/// Prints what exists in the account of its environment.
const WORLD: &str = include_str!("world.py");

/// An account of the emulator that no other test uses, reached through a proxy of its own.
pub(crate) struct Account {
    pub(crate) id: String,
    stage: &'static str,
    proxy: Proxy,
}

impl Account {
    /// An account of ministack, for the stage `dev`.
    pub(crate) fn new() -> Self {
        Self::with(Emulator::Ministack, "dev")
    }

    /// The account of moto, for this stage. Whoever uses it shares it with the other tests of the process.
    pub(crate) fn on_moto(stage: &'static str) -> Self {
        Self::with(Emulator::Moto, stage)
    }

    fn with(emulator: Emulator, stage: &'static str) -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(100_000_000_001);
        let id = NEXT.fetch_add(1, Ordering::Relaxed).to_string();
        Self { id, stage, proxy: Proxy::start(emulator) }
    }

    /// A command of `app` in this account, in its stage.
    pub(crate) fn command(&self, app: &str, words: &[&str]) -> Command {
        let mut command = infra(app, words);
        command.args(["--stage", self.stage]).envs(self.variables()).env("AWS_ENDPOINT_URL", self.proxy.url());
        command
    }

    /// Runs a command of `app` to its end.
    pub(crate) fn run(&self, app: &str, words: &[&str]) -> Outcome {
        Running::start(self.command(app, words)).finish()
    }

    /// Deploys `app`, which must succeed.
    #[track_caller]
    pub(crate) fn deploy(&self, app: &str) -> Outcome {
        self.run(app, &["deploy", "--yes"]).exits(0)
    }

    /// Deploys `app`, of which all must be there already.
    #[track_caller]
    pub(crate) fn deploy_nothing(&self, app: &str) {
        self.deploy(app).says("Nothing to do");
    }

    /// Destroys the stage, of which nothing may be left.
    #[track_caller]
    pub(crate) fn destroy(&self, app: &str) {
        self.run(app, &["destroy", "--yes"]).exits(0).says("Destroyed.");
        self.assert_empty();
    }

    /// Fails the test if anything exists in this account.
    #[track_caller]
    pub(crate) fn assert_empty(&self) {
        let world = self.world();
        for (kind, things) in world.as_object().expect("it is an object") {
            assert_eq!(things, &Value::Array(Vec::new()), "there are {kind} left");
        }
    }

    /// From now on, `reactions` says what is done to each call.
    pub(crate) fn react(&self, reactions: impl FnMut(&Call) -> Reaction + Send + 'static) {
        self.proxy.react(reactions);
    }

    /// From now on, every call goes on to the emulator.
    pub(crate) fn forward(&self) {
        self.react(|_| Reaction::Forward);
    }

    /// Takes the calls that came since the last time.
    pub(crate) fn take_calls(&self) -> Vec<Call> {
        self.proxy.take_calls()
    }

    /// Takes the calls, and keeps the names of those that change something.
    pub(crate) fn take_writes(&self) -> Vec<String> {
        let writes = self.take_calls().into_iter().filter(|call| !call.is_read());
        let mut names: Vec<String> = writes.map(|call| call.to_string()).collect();
        names.sort();
        names
    }

    /// What exists in this account, by kind.
    pub(crate) fn world(&self) -> Value {
        script(&self.id, WORLD, Emulator::Ministack)
    }

    /// Runs a script against moto, and gives the JSON that it prints.
    pub(crate) fn script_moto(&self, text: &str) -> Value {
        script(&self.id, text, Emulator::Moto)
    }

    /// The emulator takes twelve digits for the account.
    fn variables(&self) -> [(&'static str, &str); 3] {
        variables(&self.id)
    }
}

/// Runs a script in an account of an emulator, and gives the JSON that it prints.
pub(crate) fn script(account: &str, text: &str, emulator: Emulator) -> Value {
    // moto's environment has boto3.
    let python = tool("INFRA_TEST_MOTO", "moto", "moto_server").with_file_name("python");
    let mut command = Command::new(python);
    command.args(["-c", text]).envs(variables(account));
    // boto3 reads another variable than the SDKs do.
    let url = format!("http://127.0.0.1:{}", emulator.port());
    command.env("AWS_DEFAULT_REGION", REGION).env("AWS_ENDPOINT_URL", url);
    let outcome = Running::start(command).finish().exits(0);
    serde_json::from_str(&outcome.stdout).expect("the script prints JSON")
}

fn variables(account: &str) -> [(&'static str, &str); 3] {
    [("AWS_REGION", REGION), ("AWS_ACCESS_KEY_ID", account), ("AWS_SECRET_ACCESS_KEY", "test")]
}
