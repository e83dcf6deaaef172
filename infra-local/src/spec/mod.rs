//! What must run of a stage on this machine, as values: the supervisor is sent them, and compares them with what runs.

mod balancer;
#[cfg(test)]
pub(crate) mod fixture;
mod health;
mod of;
mod order;
mod program;
mod workload;

pub use balancer::{Balance, Balancer, Listener, Protocol, Route, Rule, Stream};
pub use health::{Check, Probe};
pub use of::{Built, BuiltBinary, SpecError};
pub use program::{Binary, Image, Program, Size, UnitSize, Volume, VolumeKind};
pub use workload::{Address, Connection, Runnable, Schedule, SecretSource, Service, Task, Unit};

use serde::{Deserialize, Serialize};

/// What must run of a stage.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spec {
    /// The app.
    pub app: String,
    /// The stage.
    pub stage: String,
    /// A load balancer a cluster that has one.
    pub balancers: Vec<Balancer>,
    /// The services, in the order of the listing.
    pub services: Vec<Service>,
    /// The tasks, in the order of the listing.
    pub tasks: Vec<Task>,
}

impl Spec {
    /// Whether nothing must run.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.balancers.is_empty() && self.services.is_empty() && self.tasks.is_empty()
    }

    /// The variables that are secrets, of all units.
    pub fn secret_variables(&self) -> impl Iterator<Item = &str> {
        let services = self.services.iter().flat_map(|service| &service.units);
        let units = services.chain(self.tasks.iter().flat_map(|task| &task.units));
        units.flat_map(|unit| &unit.secrets).map(|(variable, _)| variable.as_str())
    }
}
