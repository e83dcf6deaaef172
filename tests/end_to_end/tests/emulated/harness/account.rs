//! An account of the emulator that no other test uses.

use std::process::Command;
use std::sync::atomic::{AtomicU64, Ordering};

use serde_json::Value;

use super::call::Call;
use super::emulators::EMULATORS;
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
    proxy: Proxy,
}

impl Account {
    pub(crate) fn new() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(100_000_000_001);
        Self { id: NEXT.fetch_add(1, Ordering::Relaxed).to_string(), proxy: Proxy::start() }
    }

    /// A command of `app` in this account, in the stage `dev`.
    pub(crate) fn command(&self, app: &str, words: &[&str]) -> Command {
        let mut command = infra(app, words);
        command.args(["--stage", "dev"]).envs(self.variables()).env("AWS_ENDPOINT_URL", self.proxy.url());
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
        self.python(WORLD, EMULATORS.ministack)
    }

    /// Runs a script against moto, and gives the JSON that it prints.
    pub(crate) fn script_moto(&self, script: &str) -> Value {
        self.python(script, EMULATORS.moto)
    }

    fn python(&self, script: &str, port: u16) -> Value {
        // moto's environment has boto3.
        let python = tool("INFRA_TEST_MOTO", "moto", "moto_server").with_file_name("python");
        let mut command = Command::new(python);
        command.args(["-c", script]).envs(self.variables());
        // boto3 reads another variable than the SDKs do.
        command.env("AWS_DEFAULT_REGION", REGION).env("AWS_ENDPOINT_URL", format!("http://127.0.0.1:{port}"));
        let outcome = Running::start(command).finish().exits(0);
        serde_json::from_str(&outcome.stdout).expect("the script prints JSON")
    }

    /// The emulator takes twelve digits for the account.
    fn variables(&self) -> [(&'static str, &str); 3] {
        [("AWS_REGION", REGION), ("AWS_ACCESS_KEY_ID", &self.id), ("AWS_SECRET_ACCESS_KEY", "test")]
    }
}
