//! An account of a simulated AWS, and commands in it.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use infra_aws::core::declaration::App;
use serde_json::Value;
use simulator::{Options, Reaction, Simulator};

use crate::app::unchanged;
use crate::harbour::unchanged_harbour;
use crate::terminal::{Interrupts, Terminal};
use crate::yard::Yard;

/// An account of a simulated AWS.
#[derive(Clone, Debug)]
pub struct Account {
    /// The account itself.
    pub aws: Simulator,
    /// The folder in which commands are started, until the last clone of the account is dropped.
    pub folder: Arc<Folder>,
    /// The variables of the environment.
    pub variables: Vec<(&'static str, String)>,
    /// What is typed where something is asked; none where nobody can be asked.
    pub answers: Option<Vec<String>>,
    /// How long it takes to type it.
    pub thinks: Duration,
    /// Ctrl-C.
    pub interrupts: Interrupts,
    /// What builds images.
    pub images: Yard,
}

/// A folder of its own.
#[derive(Debug)]
pub struct Folder(pub PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        // Where no command wrote anything, there is none.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// How a command ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The exit code.
    pub code: u8,
    /// What it printed as its result.
    pub out: String,
    /// What it printed beside that.
    pub err: String,
}

impl Account {
    /// An empty account whose ids and chances come from `seed`.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self::with(Options { seed, ..Options::default() })
    }

    /// An empty account. The apps of this crate are as they are declared: what another test changed in this thread is gone.
    #[must_use]
    pub fn with(options: Options) -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        unchanged();
        unchanged_harbour();
        let own = format!("simulated-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        Self {
            aws: Simulator::new(options),
            folder: Arc::new(Folder(std::env::temp_dir().join(own))),
            variables: Vec::new(),
            answers: None,
            thinks: Duration::ZERO,
            interrupts: Interrupts::default(),
            images: Yard::default(),
        }
    }

    /// An account in which everything is as it is in this one now.
    #[must_use]
    pub fn fork(&self) -> Self {
        Self { aws: self.aws.fork(), images: self.images.fork(), ..self.clone() }
    }

    /// Runs a command that is cut off at its call `number`: before that is carried out, or before its answer. Whether
    /// there was such a call.
    pub async fn cut_off(&self, app: App, words: &[&str], number: usize, carried_out: bool) -> bool {
        let mut seen = 0;
        self.aws.on_call(move |_| {
            seen += 1;
            if seen == number { Reaction::Hang { carried_out } } else { Reaction::Pass }
        });
        let was_cut = tokio::select! {
            biased;
            _ = self.run(app, words) => false,
            () = self.aws.hung() => true,
        };
        self.aws.pass_calls();
        was_cut
    }

    /// Runs a command of `app` in the stage `dev`, without a question where it would ask.
    pub async fn run(&self, app: App, words: &[&str]) -> Outcome {
        let words: Vec<&str> = words.iter().copied().chain(["--stage", "dev", "--yes"]).collect();
        self.run_as_is(app, &words).await
    }

    /// Runs a command of `app` as it is typed.
    pub async fn run_as_is(&self, app: App, words: &[&str]) -> Outcome {
        let terminal = Arc::new(Terminal {
            aws: self.aws.clone(),
            folder: self.folder.0.clone(),
            variables: self.variables.clone(),
            answers: self.answers.clone().map(|answers| Mutex::new(answers.into())),
            thinks: self.thinks,
            interrupts: self.interrupts.clone(),
            images: self.images.clone(),
            out: Mutex::default(),
            err: Mutex::default(),
        });
        let code = infra_aws::run_in(app, words, terminal.clone()).await;
        Outcome { code, out: Terminal::read(&terminal.out), err: Terminal::read(&terminal.err) }
    }

    /// Deploys `app`, which must succeed.
    #[track_caller]
    pub fn deploy(&self, app: App) -> impl Future<Output = Outcome> {
        let caller = std::panic::Location::caller();
        async move {
            let outcome = self.run(app, &["deploy"]).await;
            assert_eq!(outcome.code, 0, "the deploy at {caller} failed\n{}\n{}", outcome.out, outcome.err);
            outcome
        }
    }

    /// All there is, without what may differ between two ways to the same end: a fingerprint tells the generated names of
    /// roles apart.
    #[must_use]
    pub fn end(&self) -> Value {
        let mut snapshot = self.aws.snapshot();
        without_fingerprints(&mut snapshot);
        snapshot
    }

    /// The reports that were kept as files, by service.
    #[must_use]
    pub fn reports(&self) -> Vec<Value> {
        let folder = self.folder.0.join("target").join("infra").join("reports");
        let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
        let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
        paths.sort();
        let texts = paths.into_iter().filter_map(|path| std::fs::read_to_string(path).ok());
        texts.filter_map(|text| serde_json::from_str(&text).ok()).collect()
    }
}

impl Outcome {
    /// Fails the test unless the command ended with this code.
    #[track_caller]
    #[must_use]
    pub fn exits(self, code: u8) -> Self {
        assert_eq!(self.code, code, "out:\n{}\nerr:\n{}", self.out, self.err);
        self
    }

    /// Fails the test unless the command printed this as its result.
    #[track_caller]
    #[must_use]
    pub fn says(self, text: &str) -> Self {
        assert!(self.out.contains(text), "{text:?} is not in out:\n{}\nerr:\n{}", self.out, self.err);
        self
    }

    /// Fails the test unless the command printed this beside its result.
    #[track_caller]
    #[must_use]
    pub fn complains(self, text: &str) -> Self {
        assert!(self.err.contains(text), "{text:?} is not in err:\n{}\nout:\n{}", self.err, self.out);
        self
    }
}

fn without_fingerprints(value: &mut Value) {
    match value {
        Value::Array(values) => {
            values.retain(|value| value.get("key").and_then(Value::as_str) != Some("infra:fingerprint"));
            values.iter_mut().for_each(without_fingerprints);
        }
        Value::Object(fields) => fields.values_mut().for_each(without_fingerprints),
        _ => {}
    }
}
