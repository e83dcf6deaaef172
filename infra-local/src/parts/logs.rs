//! Where output goes.

use std::io;

/// Who writes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LogSource {
    /// The item.
    pub item: String,
    /// The id of the replica or run.
    pub task: String,
    /// The unit: the name of the item for the main one.
    pub unit: String,
}

/// The log of one unit of one task.
pub trait LogWriter: Send + Sync {
    /// Takes a line, without its end, that was written to the standard output or, with `error`, to the standard error. A line
    /// that is lost is no reason to stop.
    fn line(&self, error: bool, line: &[u8]);
}

/// Keeps what units write.
pub trait LogKeeper: Send + Sync {
    /// The log of a unit, which is made.
    fn open(&self, source: &LogSource) -> io::Result<Box<dyn LogWriter>>;

    /// The last lines of a unit, oldest first, for the report of a failed deployment.
    fn tail(&self, source: &LogSource, lines: usize) -> Vec<String>;

    /// A task has stopped: its log may go when there are newer ones.
    fn stopped(&self, item: &str, task: &str);
}

/// Output goes nowhere.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoLogs;

impl LogKeeper for NoLogs {
    fn open(&self, _: &LogSource) -> io::Result<Box<dyn LogWriter>> {
        Ok(Box::new(Self))
    }

    fn tail(&self, _: &LogSource, _: usize) -> Vec<String> {
        Vec::new()
    }

    fn stopped(&self, _: &str, _: &str) {}
}

impl LogWriter for NoLogs {
    fn line(&self, _: bool, _: &[u8]) {}
}
