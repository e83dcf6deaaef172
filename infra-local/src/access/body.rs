//! What is asked and answered.

use serde::{Deserialize, Serialize};

use crate::control::RunState;

/// What a run gets that its task does not declare: the members of a `ContainerOverride` of ECS that mean something here.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Overrides {
    /// In the place of the declared command; empty for that.
    pub(crate) command: Vec<String>,
    /// Variables of the main container beside the declared ones, or in their place.
    pub(crate) environment: Vec<Pair>,
    /// The main container's name, which may be said as on ECS.
    pub(crate) name: Option<String>,
}

/// A variable, as ECS writes it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Pair {
    pub(crate) name: String,
    pub(crate) value: String,
}

/// A run that was started.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Begun {
    pub(crate) id: String,
}

/// How a run is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Told {
    /// Its id.
    pub(crate) id: String,
    /// `RUNNING` or `STOPPED`.
    pub(crate) status: &'static str,
    /// The exit code that a shell would tell; none while it runs, and where it never ran.
    pub(crate) exit_code: Option<i32>,
    /// How it ended, in words; empty while it runs.
    pub(crate) reason: String,
}

impl Told {
    /// How a run is.
    pub(crate) fn of(run: &RunState) -> Self {
        use crate::control::Exit;
        let exit_code = match &run.exit {
            Some(Exit::NotStarted(_)) | None => None,
            Some(exit) => Some(exit.code()),
        };
        Self {
            id: run.id.clone(),
            status: if run.exit.is_some() { "STOPPED" } else { "RUNNING" },
            exit_code,
            reason: run.exit.as_ref().map(ToString::to_string).unwrap_or_default(),
        }
    }
}
