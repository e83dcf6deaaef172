//! What happens in a stack.

use std::time::Duration;

/// An event, as `DescribeStackEvents` tells it. `ResourceProperties` is left out: it would be most of every answer, and
/// the stack's resources are in the snapshot.
#[derive(Clone, Debug)]
pub(crate) struct Event {
    /// Its place among the stack's events, from 1 on.
    pub(crate) number: usize,
    /// When it happened, since the simulator was made.
    pub(crate) at: Duration,
    /// The resource, or the stack's name.
    pub(crate) logical: String,
    /// The resource's type.
    pub(crate) kind: String,
    /// The resource's physical id; empty until it has one.
    pub(crate) physical: String,
    /// `ResourceStatus`.
    pub(crate) status: String,
    /// `ResourceStatusReason`, else empty.
    pub(crate) reason: String,
    /// The token of the call that it belongs to.
    pub(crate) token: Option<String>,
}

impl Event {
    /// An event that is not part of a stack yet.
    pub(crate) fn of(at: Duration, logical: &str, kind: &str, physical: &str, status: &str, reason: &str) -> Self {
        Self {
            number: 0,
            at,
            logical: logical.to_owned(),
            kind: kind.to_owned(),
            physical: physical.to_owned(),
            status: status.to_owned(),
            reason: reason.to_owned(),
            token: None,
        }
    }

    /// Its id: made of what it tells, so that it is the same in every run.
    pub(crate) fn id(&self) -> String {
        format!("{}-{}-{:06}", self.logical, self.status, self.number)
    }
}
