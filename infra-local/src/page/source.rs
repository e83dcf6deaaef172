//! What the page is told.

use crate::control::State;
use crate::logs::Line;
use crate::proxy::Stats;
use crate::spec::Spec;

/// A stage as it is at one time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// What runs.
    pub state: State,
    /// What must run.
    pub spec: Spec,
    /// What passed through its load balancers.
    pub stats: Stats,
}

/// What the page shows.
pub trait Source: Send + Sync + 'static {
    /// What is written.
    type Lines: Lines;

    /// The stage as it is now.
    fn look(&self) -> impl Future<Output = Look> + Send;

    /// What its tasks have written, and what they will write.
    fn lines(&self) -> Self::Lines;
}

/// What tasks write, in the order of time.
pub trait Lines: Send + 'static {
    /// At first what is kept, then what came since the last time, once there is some.
    fn more(&mut self) -> impl Future<Output = Vec<Line>> + Send;
}
