//! A line that a task wrote, and how it stands in a file: `2026-11-22T13:52:51.123Z out web Listening`.

use std::fmt;

use infra_core::schedule::{Civil, utc};
use serde::{Deserialize, Serialize};

/// Where a line was written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stream {
    /// The standard output.
    Out,
    /// The standard error.
    Err,
    /// What the supervisor says of the task.
    Supervisor,
}

impl Stream {
    const ALL: [Self; 3] = [Self::Out, Self::Err, Self::Supervisor];

    /// Its word in a file.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Out => "out",
            Self::Err => "err",
            Self::Supervisor => "supervisor",
        }
    }
}

/// A line that a task wrote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// When, in milliseconds since 1970.
    pub at: i64,
    /// The service or task of the app, without app and stage.
    pub item: String,
    /// The id of the replica or run.
    pub task: String,
    /// The unit.
    pub unit: String,
    /// Where to.
    pub stream: Stream,
    /// What it wrote, without the end of the line.
    pub text: String,
}

/// A line as it stands in the file of its task.
pub(super) struct Stored<'line> {
    pub(super) at: i64,
    pub(super) stream: Stream,
    pub(super) unit: &'line str,
    pub(super) text: &'line str,
}

impl fmt::Display for Stored<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (seconds, milliseconds) = (self.at.div_euclid(1_000), self.at.rem_euclid(1_000));
        let text = self.text.trim_end_matches(['\r', '\n']);
        let (time, stream) = (Civil::of(seconds).iso(), self.stream.word());
        writeln!(formatter, "{time}.{milliseconds:03}Z {stream} {} {text}", self.unit)
    }
}

impl<'line> Stored<'line> {
    /// Reads a line of a file; none where it is no whole one.
    pub(super) fn read(line: &'line str) -> Option<Self> {
        let (time, rest) = line.split_once(' ')?;
        let (stream, rest) = rest.split_once(' ')?;
        let (unit, text) = rest.split_once(' ')?;
        let (seconds, milliseconds) = time.strip_suffix('Z')?.split_once('.')?;
        let at = utc(seconds)?.checked_mul(1_000)?.checked_add(milliseconds.parse().ok()?)?;
        let stream = Stream::ALL.into_iter().find(|known| known.word() == stream)?;
        Some(Self { at, stream, unit, text })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_read_as_it_was_written() {
        for (at, text) in [(1_763_800_059_007, "Listening on 8080"), (0, ""), (1, "  indented ")] {
            let written = Stored { at, stream: Stream::Err, unit: "web", text }.to_string();
            let read = Stored::read(written.strip_suffix('\n').unwrap()).unwrap();
            assert_eq!((read.at, read.stream, read.unit, read.text), (at, Stream::Err, "web", text), "{written}");
        }
        let line = Stored { at: 1_763_800_059_007, stream: Stream::Out, unit: "web", text: "Hello\r" };
        assert_eq!(line.to_string(), "2025-11-22T08:27:39.007Z out web Hello\n");
    }

    #[test]
    fn half_a_line_is_none() {
        for line in ["", "2025-11-22T08:27:39.007Z", "2025-11-22T08:27:39.007Z out web", "now out web text"] {
            assert!(Stored::read(line).is_none(), "{line}");
        }
    }
}
