//! What the containers of workloads wrote, and write.

mod elsewhere;
mod events;
mod follow;
mod previous;
mod source;
mod stream;

use infra_core::blueprint::Names;
use serde::Serialize;

pub(crate) use elsewhere::{Elsewhere, of_workload};
pub(crate) use events::read;
pub(crate) use follow::follow;
pub(crate) use previous::of_last_stopped;
pub(crate) use source::{Source, find};
pub(crate) use stream::{Lines, Stream};

use crate::Error;
use crate::client::Clients;
use crate::observe::{ObservedStack, read_stacks};

/// A workload that stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Standing {
    /// The item.
    pub(crate) item: String,
    /// What its stack, its family and its service are called.
    pub(crate) physical: String,
}

/// What is asked of the logs.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    /// From when on, in milliseconds since 1970.
    pub(crate) since: i64,
    /// What CloudWatch Logs finds lines by; none for all.
    pub(crate) pattern: Option<String>,
}

/// A line that a container wrote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct LogLine {
    /// When, in milliseconds since 1970.
    pub(crate) at: i64,
    /// The item.
    pub(crate) workload: String,
    /// The container.
    pub(crate) container: String,
    /// The id of the task.
    pub(crate) task: String,
    /// What it wrote, without the end of the line.
    pub(crate) line: String,
    /// What tells it from every other event of its stream.
    #[serde(skip)]
    pub(crate) id: String,
}

/// The workloads of a stage that stand, whatever is declared, and the names of its clusters.
pub(crate) async fn standing(clients: &Clients, names: &Names) -> Result<(Vec<Standing>, Vec<String>), Error> {
    let stacks = read_stacks(clients, names).await?;
    let (clusters, workloads): (Vec<_>, Vec<_>) = stacks.into_values().partition(ObservedStack::is_cluster);
    let workloads = workloads.into_iter().map(|stack| Standing { item: stack.item, physical: stack.name });
    Ok((workloads.collect(), clusters.into_iter().map(|stack| stack.name).collect()))
}
