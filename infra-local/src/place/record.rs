//! What a supervisor has started, written down before it runs: where the supervisor is killed, the next command reads it and makes
//! an end of what is left.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};

/// A line of the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Entry {
    /// Which start of the machine it is: the first line.
    Boot(String),
    /// A process group: the number of its first process, and when that was started.
    Group(u32, Option<String>),
    /// A group has ended.
    GroupEnded(u32),
    /// A container of Docker or Podman.
    Container(String),
    /// A container has ended.
    ContainerEnded(String),
    /// The control groups of the stage, in each tree one.
    Cgroups(Vec<PathBuf>),
}

/// What a record says is left.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Left {
    /// The start of the machine.
    pub(crate) boot: String,
    /// Process groups, and when their first processes were started.
    pub(crate) groups: Vec<(u32, Option<String>)>,
    /// Containers.
    pub(crate) containers: Vec<String>,
    /// Control groups.
    pub(crate) cgroups: Vec<PathBuf>,
}

impl Left {
    /// What is left by a record. A last line that was cut off says nothing: what it was for has not begun.
    pub(crate) fn of(record: &str) -> Self {
        let mut left = Self::default();
        for entry in record.lines().filter_map(|line| serde_json::from_str(line).ok()) {
            match entry {
                Entry::Boot(boot) => left = Self { boot, ..Self::default() },
                Entry::Group(group, started) => left.groups.push((group, started)),
                Entry::GroupEnded(ended) => left.groups.retain(|(group, _)| *group != ended),
                Entry::Container(name) => left.containers.push(name),
                Entry::Cgroups(folders) => left.cgroups.extend(folders),
                Entry::ContainerEnded(ended) => left.containers.retain(|name| *name != ended),
            }
        }
        left
    }
}

/// The record of a supervisor that runs.
#[derive(Debug)]
pub(crate) struct Record(Mutex<File>);

impl Record {
    /// Begins a new record.
    pub(crate) fn begin(path: &Path, boot: String) -> io::Result<Self> {
        let file = OpenOptions::new().create(true).write(true).truncate(true).open(path)?;
        let record = Self(Mutex::new(file));
        record.write(&Entry::Boot(boot))?;
        Ok(record)
    }

    /// Writes a line. What it is about may begin when this is done.
    pub(crate) fn write(&self, entry: &Entry) -> io::Result<()> {
        let mut line = serde_json::to_vec(entry)?;
        line.push(b'\n');
        self.0.lock().unwrap_or_else(PoisonError::into_inner).write_all(&line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(entries: &[Entry]) -> String {
        entries.iter().map(|entry| serde_json::to_string(entry).unwrap() + "\n").collect()
    }

    #[test]
    fn what_was_started_and_has_not_ended_is_left() {
        let text = record(&[
            Entry::Boot("a".into()),
            Entry::Group(10, Some("1".into())),
            Entry::Container("web".into()),
            Entry::Group(11, None),
            Entry::GroupEnded(10),
            Entry::ContainerEnded("web".into()),
            Entry::Cgroups(vec!["/sys/fs/cgroup/cpu/infra-shop-dev".into()]),
        ]);
        let cgroups = vec!["/sys/fs/cgroup/cpu/infra-shop-dev".into()];
        let left = Left { boot: "a".into(), groups: vec![(11, None)], containers: Vec::new(), cgroups };
        assert_eq!(Left::of(&text), left);
    }

    #[test]
    fn a_line_that_was_cut_off_says_nothing() {
        let text = record(&[Entry::Boot("a".into()), Entry::Group(10, None)]);
        let cut = &text[..text.len() - 4];
        assert_eq!(Left::of(cut).groups, []);
        assert_eq!(Left::of(""), Left::default());
    }
}
