//! Finding an engine that answers.

use std::fmt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::answer::{self, QUESTION};
use super::{Engine, Reach, call};
use crate::parts::Launch;

/// The engines, in the order in which they are asked.
const PROGRAMS: [&str; 2] = ["docker", "podman"];
/// How long one may take to answer.
const ANSWER: Duration = Duration::from_secs(20);

/// Why there is no engine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoEngine {
    /// Neither is in the PATH.
    Absent,
    /// The one that was asked for is not there.
    Missing(String),
    /// Those that are there do not answer: each program, and what it says.
    Silent(Vec<(PathBuf, String)>),
}

impl Engine {
    /// The first engine of the folders of a `PATH` that answers. Where one is `wanted`, by its name or its path, no other is
    /// asked.
    pub async fn find(path: &str, wanted: Option<&str>) -> Result<Self, NoEngine> {
        let mut silent = Vec::new();
        let programs = match wanted {
            Some(wanted) if wanted.contains('/') => vec![PathBuf::from(wanted)],
            Some(wanted) => programs(path, &[wanted]),
            None => programs(path, &PROGRAMS),
        };
        for program in programs.into_iter().filter(|program| program.is_file()) {
            match ask(&program).await {
                Ok(engine) => return Ok(engine),
                Err(reason) => silent.push((program, reason)),
            }
        }
        Err(match wanted {
            _ if !silent.is_empty() => NoEngine::Silent(silent),
            Some(wanted) => NoEngine::Missing(wanted.to_owned()),
            None => NoEngine::Absent,
        })
    }
}

/// The programs of these names in the folders of a `PATH`.
fn programs(path: &str, names: &[&str]) -> Vec<PathBuf> {
    names.iter().flat_map(|name| std::env::split_paths(path).map(move |folder| folder.join(name))).collect()
}

async fn ask(program: &Path) -> Result<Engine, String> {
    let arguments = QUESTION.map(str::to_owned).to_vec();
    let question = Launch { program: program.to_owned(), arguments, ..Launch::default() };
    let answer = answer::understand(&call(question, ANSWER).await?)?;
    let mut engine = Engine {
        program: program.to_owned(),
        flavour: answer.flavour,
        architecture: answer.architecture,
        reach: Reach::Never,
    };
    engine.reach = Reach::of(&engine, answer.home).await;
    Ok(engine)
}

impl fmt::Display for NoEngine {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Absent => formatter.write_str("neither is in the PATH"),
            Self::Missing(wanted) => write!(formatter, "{wanted}, which INFRA_ENGINE names, is not there"),
            Self::Silent(programs) => {
                let said =
                    programs.iter().map(|(program, why)| format!("{} does not answer: {why}", program.display()));
                formatter.write_str(&said.collect::<Vec<_>>().join("; "))
            }
        }
    }
}

impl std::error::Error for NoEngine {}
