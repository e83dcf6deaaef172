//! CloudWatch Logs: groups, streams and their events.

mod read;

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::Value;

pub(crate) use read::answer;

/// The region's log groups, by name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Logs {
    pub(crate) groups: BTreeMap<String, LogGroup>,
}

/// A log group.
#[derive(Clone, Debug, Default)]
pub(crate) struct LogGroup {
    pub(crate) name: String,
    /// The streams by name, each with its lines and the times of these.
    pub(crate) streams: BTreeMap<String, Vec<(Duration, String)>>,
    /// The properties as the template has them.
    pub(crate) properties: Value,
}

impl Logs {
    /// Makes a stream, where the group exists.
    pub(crate) fn open(&mut self, group: &str, stream: &str) {
        if let Some(group) = self.groups.get_mut(group) {
            group.streams.entry(stream.to_owned()).or_default();
        }
    }

    /// Writes a line, where the group exists.
    pub(crate) fn write(&mut self, group: &str, stream: &str, at: Duration, line: &str) {
        if let Some(group) = self.groups.get_mut(group) {
            group.streams.entry(stream.to_owned()).or_default().push((at, line.to_owned()));
        }
    }
}
