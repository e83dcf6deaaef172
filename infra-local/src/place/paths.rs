//! What lies where.

use std::path::{Path, PathBuf};

use super::socket;

/// The folder of a stage, and what lies where in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    root: PathBuf,
    app: String,
    stage: String,
}

impl Place {
    /// The folder of a stage under `root`, which is the root of the cargo workspace; see [`super::workspace_root`]. Nothing is
    /// made.
    #[must_use]
    pub fn new(root: impl Into<PathBuf>, app: &str, stage: &str) -> Self {
        Self { root: root.into(), app: app.to_owned(), stage: stage.to_owned() }
    }

    /// The app.
    #[must_use]
    pub fn app(&self) -> &str {
        &self.app
    }

    /// The stage.
    #[must_use]
    pub fn stage(&self) -> &str {
        &self.stage
    }

    /// The root of the workspace, in which everything runs.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// What tells the containers of the stage from all others.
    pub(crate) fn label(&self) -> String {
        self.folder().display().to_string()
    }

    /// `.infra`, which all stages share.
    #[must_use]
    pub fn shared(&self) -> PathBuf {
        self.root.join(".infra")
    }

    /// The stage's own folder, `.infra/{app}-{stage}`.
    #[must_use]
    pub fn folder(&self) -> PathBuf {
        self.shared().join(format!("{}-{}", self.app, self.stage))
    }

    /// The socket by which commands reach the supervisor.
    #[must_use]
    pub fn socket(&self) -> PathBuf {
        socket::of(&self.folder(), &std::env::temp_dir())
    }

    /// The folder of logs, a file a task in it.
    #[must_use]
    pub fn logs(&self) -> PathBuf {
        self.folder().join("logs")
    }

    /// The folder of binaries, each under the SHA-256 of its content.
    #[must_use]
    pub fn binaries(&self) -> PathBuf {
        self.folder().join("bin")
    }

    /// The values of the stage's secrets: `.infra/secrets/{stage}.env`.
    #[must_use]
    pub fn secrets(&self) -> PathBuf {
        self.shared().join("secrets").join(format!("{}.env", self.stage))
    }

    /// The ports that listeners were given, so that they stay.
    #[must_use]
    pub fn ports(&self) -> PathBuf {
        self.folder().join("ports.json")
    }

    /// What a detached supervisor itself writes.
    #[must_use]
    pub fn supervisor_log(&self) -> PathBuf {
        self.folder().join("supervisor.log")
    }

    /// A volume that outlives its tasks.
    #[must_use]
    pub fn volume(&self, name: &str) -> PathBuf {
        self.folder().join("volumes").join(name)
    }

    /// The folder of what a task alone has, and what goes with it.
    #[must_use]
    pub fn task(&self, id: &str) -> PathBuf {
        self.folder().join("tasks").join(id)
    }

    /// Which supervisor runs.
    pub(crate) fn record(&self) -> PathBuf {
        self.folder().join("supervisor.json")
    }

    /// What the supervisor has started.
    pub(crate) fn children(&self) -> PathBuf {
        self.folder().join("children")
    }

    /// What only one supervisor can hold.
    pub(crate) fn lock(&self) -> PathBuf {
        self.folder().join("lock")
    }

    /// The deploys that were.
    #[must_use]
    pub fn history(&self) -> PathBuf {
        self.folder().join("history.jsonl")
    }
}
