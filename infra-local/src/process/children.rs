//! Process groups that are written down while they are there.

use std::io;
use std::sync::Arc;

use super::{Process, Start, started};
use crate::place::{Entry, Record};

/// Starts process groups, and writes them down before they run and when they have ended.
#[derive(Clone, Debug, Default)]
pub(crate) struct Children(Option<Arc<Record>>);

impl Children {
    /// Those that a record knows.
    pub(crate) fn of(record: Arc<Record>) -> Self {
        Self(Some(record))
    }

    /// Starts a group.
    pub(crate) async fn start(&self, start: Start) -> io::Result<Process> {
        let process = Process::start(start, |id| self.write(&Entry::Group(id, started(id)))).await?;
        if self.0.is_some() {
            let (children, ended) = (self.clone(), process.clone());
            tokio::spawn(async move {
                ended.ended().await;
                // A line that is missing costs the next command a look.
                let _ = children.write(&Entry::GroupEnded(ended.id));
            });
        }
        Ok(process)
    }

    /// Writes down that a container is about to be there, or has ended.
    pub(crate) fn write(&self, entry: &Entry) -> io::Result<()> {
        self.0.as_ref().map_or(Ok(()), |record| record.write(entry))
    }
}
