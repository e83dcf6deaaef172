//! What the supervisor tells while it does something.

use infra_core::event::Event;
use serde::{Deserialize, Serialize};

use super::Exit;

/// What is told while a spec is put in place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ApplyEvent {
    /// Something happened. The supervisor knows no plan: the steps of its events are 0, and their subjects, as `web service`,
    /// say which they are.
    Event(Event),
    /// It is over: the last line.
    Ended {
        /// Whether all runs as the spec says.
        succeeded: bool,
    },
}

/// What is told of a run of a task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RunEvent {
    /// It was started.
    Started {
        /// Its id.
        id: String,
    },
    /// It wrote a line.
    Line {
        /// The unit that wrote it: the name of the item for the main one.
        unit: String,
        /// Whether it was written to the standard error.
        error: bool,
        /// The line without its end; what is no UTF-8 is replaced.
        text: String,
    },
    /// It has ended: the last line.
    Ended {
        /// How its main unit ended.
        exit: Exit,
    },
}

/// What is told while a stage is stopped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StopEvent {
    /// Nothing of an item runs any more.
    Stopped {
        /// The item.
        item: String,
    },
    /// Nothing runs any more, and the supervisor ends: the last line.
    Ended,
}
