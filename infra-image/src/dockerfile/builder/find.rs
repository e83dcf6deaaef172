//! Finding a builder that answers.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use tokio::process::Command;

use super::{Builder, Kind, NoBuilder};

/// How long one may take to answer.
const ANSWER: Duration = Duration::from_secs(10);
/// The variable that names the builder to take, by its path or its name in the PATH.
const VARIABLE: &str = "INFRA_BUILDER";

impl Kind {
    /// In the order in which they are asked.
    const ALL: [Self; 3] = [Self::Docker, Self::Podman, Self::Buildah];

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Docker => "docker",
            Self::Podman => "podman",
            Self::Buildah => "buildah",
        }
    }

    /// What each must answer before it is taken. A client of Docker may be there without an engine, and without BuildKit.
    const fn questions(self) -> &'static [&'static [&'static str]] {
        match self {
            Self::Docker => &[&["version", "--format", "{{.Server.Version}}"], &["buildx", "version"]],
            Self::Podman => &[&["info", "--format", "{{.Host.Arch}}"]],
            Self::Buildah => &[&["info", "--format", "{{.host.arch}}"]],
        }
    }
}

impl Builder {
    /// The builder that `INFRA_BUILDER` names, else the first of `docker buildx`, Podman and Buildah in the folders of a `PATH`
    /// that answers.
    pub async fn find(path: &str) -> Result<Self, NoBuilder> {
        Self::choose(path, env::var(VARIABLE).ok().filter(|name| !name.is_empty()).as_deref()).await
    }

    /// The same with what the variable says.
    pub async fn choose(path: &str, named: Option<&str>) -> Result<Self, NoBuilder> {
        let in_path = |name: &str| env::split_paths(path).map(|folder| folder.join(name)).find(|file| file.is_file());
        let found: Vec<Self> = match named {
            None => Kind::ALL
                .into_iter()
                .filter_map(|kind| Some(Self { kind, program: in_path(kind.name())?, anew: false }))
                .collect(),
            Some(name) => {
                let file = Path::new(name).file_name().unwrap_or_default().to_string_lossy();
                // Also of one that is called `podman-remote` or `docker.sh`.
                let kind = Kind::ALL.into_iter().find(|kind| file.starts_with(kind.name()));
                let kind = kind.ok_or_else(|| NoBuilder::Unknown(name.to_owned()))?;
                let place = if name.contains('/') { Some(PathBuf::from(name)) } else { in_path(name) };
                place.map(|program| Self { kind, program, anew: false }).into_iter().collect()
            }
        };
        let mut silent = None;
        for builder in found {
            match builder.answers().await {
                Ok(()) => return Ok(builder),
                Err(reason) => {
                    _ = silent.get_or_insert(NoBuilder::Silent { program: builder.program, reason });
                }
            }
        }
        Err(silent.unwrap_or(NoBuilder::Absent))
    }

    async fn answers(&self) -> Result<(), String> {
        for question in self.kind.questions() {
            let mut call = Command::new(&self.program);
            call.args(*question).stdin(Stdio::null()).kill_on_drop(true);
            let output = tokio::time::timeout(ANSWER, call.output()).await;
            let output = output.map_err(|_| format!("it says nothing within {} s", ANSWER.as_secs()))?;
            let output = output.map_err(|error| error.to_string())?;
            if !output.status.success() {
                let said = String::from_utf8_lossy(&output.stderr);
                let line = said.lines().map(str::trim).find(|line| !line.is_empty());
                return Err(line.unwrap_or("it says nothing").to_owned());
            }
        }
        Ok(())
    }
}
