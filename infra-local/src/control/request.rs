//! What the supervisor is asked.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::replica::base;
use crate::secrets::Value;
use crate::spec::Spec;

/// A spec that is to be put in place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApplyRequest {
    /// The spec.
    pub spec: Spec,
    /// What processes find in their environment of the machine itself: of the command that deploys.
    pub environment: Vec<(String, String)>,
    /// Secrets of the spec that stand in the environment of the command that deploys, by their variables. The supervisor keeps
    /// them for what starts later; they are written nowhere.
    #[serde(default)]
    pub secrets: BTreeMap<String, Value>,
    /// Who deploys.
    pub who: String,
}

/// Whose environment is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnvironmentRequest {
    /// The replica, by its id.
    pub replica: String,
    /// Its unit.
    pub unit: String,
}

/// A run of a task.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunRequest {
    /// The task, by its name without app and stage.
    pub task: String,
    /// What its main unit gets in the place of its declared arguments; empty for those.
    pub arguments: Vec<String>,
    /// Variables beside the declared ones, for this run alone.
    pub environment: Vec<(String, String)>,
}

impl ApplyRequest {
    /// A spec, by the user and with the environment of this command.
    #[must_use]
    pub fn of_this_command(spec: Spec) -> Self {
        let is_text = |(name, value): (std::ffi::OsString, std::ffi::OsString)| {
            Some((name.into_string().ok()?, value.into_string().ok()?))
        };
        let who = ["USER", "LOGNAME"].iter().find_map(|name| std::env::var(name).ok()).unwrap_or_default();
        let secrets = spec.secret_variables().filter_map(|variable| {
            let value = std::env::var(variable).ok()?;
            Some((variable.to_owned(), Value::new(value)))
        });
        let secrets = secrets.collect();
        Self { spec, environment: base(std::env::vars_os().filter_map(is_text)), secrets, who }
    }
}
