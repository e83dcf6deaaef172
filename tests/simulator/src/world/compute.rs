//! Auto Scaling groups.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use serde_json::Value;

/// An Auto Scaling group. Its instances join the cluster of the capacity provider that is over it.
#[derive(Clone, Debug, Default)]
pub(crate) struct AutoScalingGroup {
    pub(crate) name: String,
    pub(crate) arn: String,
    pub(crate) minimum: u32,
    pub(crate) maximum: u32,
    pub(crate) desired: u32,
    /// The instance types that it may start, the first one preferred.
    pub(crate) types: Vec<String>,
    /// The ids of its instances, also of those that still start.
    pub(crate) instances: Vec<String>,
    /// Whether new instances are protected from scaling in.
    pub(crate) new_protected: bool,
    /// Those of its instances that are.
    pub(crate) protected: BTreeSet<String>,
    /// The launch template and its version, from which new instances start.
    pub(crate) version: String,
    /// From which one each instance was started.
    pub(crate) versions: BTreeMap<String, String>,
    /// What it did and tried, the latest first.
    pub(crate) activities: Vec<Activity>,
    /// Its instance refreshes, the latest first.
    pub(crate) refreshes: Vec<Refresh>,
    /// The properties as the template has them.
    pub(crate) properties: Value,
}

/// Something that a group did or tried.
#[derive(Clone, Debug)]
pub(crate) struct Activity {
    /// `Successful` or `Failed`.
    pub(crate) status: &'static str,
    pub(crate) description: String,
    /// Why it failed.
    pub(crate) message: String,
    pub(crate) at: Duration,
}

/// An instance refresh.
#[derive(Clone, Debug)]
pub(crate) struct Refresh {
    pub(crate) id: String,
    /// `InProgress`, `Successful` or `Cancelled`.
    pub(crate) status: &'static str,
}
