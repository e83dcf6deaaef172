//! What the supervisor is given: logs, secrets, containers, times and the balancer, each behind a trait, so that tests can
//! give others.

mod balancing;
mod clock;
mod containers;
mod logs;
mod schedules;
mod secrets;

use core::future::Future;
use core::pin::Pin;
use std::sync::Arc;

pub use balancing::{Balancing, NoBalancer, Target};
pub use clock::{Clock, SystemClock};
pub use containers::{ContainerRun, Containers, Launch, NoContainers};
pub use logs::{LogKeeper, LogSource, LogWriter, NoLogs};
pub use schedules::{NoSchedules, Schedules};
pub use secrets::{NoSecrets, Secrets};

/// Something that will be.
pub type Later<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// What the supervisor is given.
#[derive(Clone)]
pub struct Parts {
    /// Where output goes.
    pub logs: Arc<dyn LogKeeper>,
    /// Where the values of secrets are.
    pub secrets: Arc<dyn Secrets>,
    /// What runs images.
    pub containers: Arc<dyn Containers>,
    /// When tasks are started.
    pub schedules: Arc<dyn Schedules>,
    /// Where requests come in.
    pub balancing: Arc<dyn Balancing>,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
}

impl Default for Parts {
    /// Nothing but the time: what asks for more is refused.
    fn default() -> Self {
        Self {
            logs: Arc::new(NoLogs),
            secrets: Arc::new(NoSecrets),
            containers: Arc::new(NoContainers),
            schedules: Arc::new(NoSchedules),
            balancing: Arc::new(NoBalancer),
            clock: Arc::new(SystemClock),
        }
    }
}
