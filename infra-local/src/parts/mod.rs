//! What the supervisor is given: logs, secrets, containers and times, each behind a trait, so that tests can
//! give others.

mod clock;
mod containers;
mod logs;
mod schedules;
mod secrets;

use std::sync::Arc;

use crate::engine::Engines;

pub use clock::{Clock, SystemClock};
pub use containers::{ContainerRun, Launch, Network};
pub use logs::{LogKeeper, LogSource, LogWriter, NoLogs};
pub use schedules::{NoSchedules, Schedules};
pub use secrets::{NoSecrets, Secrets};

/// What the supervisor is given.
#[derive(Clone)]
pub struct Parts {
    /// Where output goes.
    pub logs: Arc<dyn LogKeeper>,
    /// Where the values of secrets are.
    pub secrets: Arc<dyn Secrets>,
    /// What runs images.
    pub containers: Arc<Engines>,
    /// When tasks are started.
    pub schedules: Arc<dyn Schedules>,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
}

impl Default for Parts {
    /// Nothing but the time: what asks for more is refused.
    fn default() -> Self {
        Self {
            logs: Arc::new(NoLogs),
            secrets: Arc::new(NoSecrets),
            containers: Arc::new(Engines::none()),
            schedules: Arc::new(NoSchedules),
            clock: Arc::new(SystemClock),
        }
    }
}
