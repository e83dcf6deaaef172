//! The configuration: what an image runs, and how.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::or_default;
use crate::{Digest, Platform};

/// The configuration of an image. What is not understood here is kept as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImageConfig {
    /// When it was made; left out in our own, which are the same on every day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created: Option<String>,
    /// The instruction set.
    pub architecture: String,
    /// The operating system.
    pub os: String,
    /// What is run.
    #[serde(default, deserialize_with = "or_default")]
    pub config: RunConfig,
    /// The files.
    pub rootfs: RootFs,
    /// How the layers came to be.
    #[serde(default, deserialize_with = "or_default", skip_serializing_if = "Vec::is_empty")]
    pub history: Vec<History>,
    /// All else.
    #[serde(flatten)]
    pub other: BTreeMap<String, Value>,
}

/// What an image runs when nothing else is said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct RunConfig {
    /// The user, and the group behind a colon: names or numbers.
    #[serde(default, deserialize_with = "or_default", skip_serializing_if = "String::is_empty")]
    pub user: String,
    /// The ports it listens on, as `8080/tcp`.
    #[serde(default, deserialize_with = "or_default", skip_serializing_if = "BTreeMap::is_empty")]
    pub exposed_ports: BTreeMap<String, Value>,
    /// The environment, each as `NAME=value`.
    #[serde(default, deserialize_with = "or_default", skip_serializing_if = "Vec::is_empty")]
    pub env: Vec<String>,
    /// The program with its first arguments.
    #[serde(default, deserialize_with = "or_default", skip_serializing_if = "Vec::is_empty")]
    pub entrypoint: Vec<String>,
    /// The arguments behind it.
    #[serde(default, deserialize_with = "or_default", skip_serializing_if = "Vec::is_empty")]
    pub cmd: Vec<String>,
    /// The folder in which it starts.
    #[serde(default, deserialize_with = "or_default", skip_serializing_if = "String::is_empty")]
    pub working_dir: String,
    /// Notes on it.
    #[serde(default, deserialize_with = "or_default", skip_serializing_if = "BTreeMap::is_empty")]
    pub labels: BTreeMap<String, String>,
    /// The signal that asks it to end.
    #[serde(default, deserialize_with = "or_default", skip_serializing_if = "String::is_empty")]
    pub stop_signal: String,
    /// What is done first in each Dockerfile that begins with the image: its instructions `ONBUILD`, as Docker keeps them.
    #[serde(default, deserialize_with = "or_default", skip_serializing_if = "Vec::is_empty")]
    pub on_build: Vec<String>,
    /// All else.
    #[serde(flatten)]
    pub other: BTreeMap<String, Value>,
}

/// The files of an image.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RootFs {
    /// Always `layers`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The digests of the layers as they are without compression, the lowest first.
    #[serde(deserialize_with = "or_default")]
    pub diff_ids: Vec<Digest>,
}

/// How one layer came to be.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct History {
    /// What made it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created_by: Option<String>,
    /// Whether it made no layer.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub empty_layer: bool,
    /// All else.
    #[serde(flatten)]
    pub other: BTreeMap<String, Value>,
}

impl ImageConfig {
    /// The configuration of an image without a file that runs nothing.
    #[must_use]
    pub fn empty(platform: Platform) -> Self {
        Self {
            created: None,
            architecture: platform.architecture.name().to_owned(),
            os: "linux".to_owned(),
            config: RunConfig::default(),
            rootfs: RootFs { kind: "layers".to_owned(), diff_ids: vec![] },
            history: vec![],
            other: BTreeMap::new(),
        }
    }
}

impl RunConfig {
    /// Sets a variable of the environment, in place of one of the same name.
    pub fn set_env(&mut self, name: &str, value: &str) {
        let variable = format!("{name}={value}");
        let same = |other: &&mut String| other.split_once('=').is_some_and(|(before, _)| before == name);
        match self.env.iter_mut().find(same) {
            Some(before) => *before = variable,
            None => self.env.push(variable),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_understood_is_kept() {
        let text = r#"{"architecture":"amd64","os":"linux","config":{"User":"1","Cmd":null,"Healthcheck":{"Test":["NONE"]}},"rootfs":{"type":"layers","diff_ids":null},"history":[{"created_by":"COPY a","created":"2024-01-01T00:00:00Z"}],"variant":"v3"}"#;
        let config: ImageConfig = serde_json::from_str(text).unwrap();
        let written = serde_json::to_value(&config).unwrap();
        assert_eq!(written["variant"], "v3");
        assert_eq!(written["config"]["Healthcheck"]["Test"][0], "NONE");
        assert_eq!(written["history"][0]["created"], "2024-01-01T00:00:00Z");
        assert_eq!(serde_json::from_value::<ImageConfig>(written).unwrap(), config);
    }

    #[test]
    fn a_variable_is_there_once() {
        let mut run = RunConfig::default();
        run.set_env("A", "1");
        run.set_env("B", "2");
        run.set_env("A", "3=4");
        assert_eq!(run.env, ["A=3=4", "B=2"]);
    }
}
