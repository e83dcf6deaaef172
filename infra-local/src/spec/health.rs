//! How it is known whether a replica is healthy.

use serde::{Deserialize, Serialize};

/// How it is known whether a replica is healthy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// What is asked.
    pub probe: Probe,
    /// Seconds between two probes, as declared. Until the first success it is asked more often.
    pub interval_seconds: u32,
    /// Seconds until an answer is late.
    pub timeout_seconds: u32,
    /// Successes in a row until healthy, as declared; the first time one is enough.
    pub healthy: u32,
    /// Failures in a row until unhealthy.
    pub unhealthy: u32,
    /// Seconds after a start in which failures do not count.
    pub grace_seconds: u32,
}

/// What a replica is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Probe {
    /// A GET on one of its ports.
    Http {
        /// The declared port.
        port: u16,
        /// The path.
        path: String,
        /// The codes that mean healthy, as `200-299` or `200,204`.
        codes: String,
    },
    /// A connection to one of its ports.
    Tcp {
        /// The declared port.
        port: u16,
    },
    /// A command in its environment and folder that exits with 0.
    Command {
        /// The program and its words.
        command: Vec<String>,
    },
}
