//! Auto Scaling groups.

use serde_json::Value;

/// An Auto Scaling group. Its instances join the cluster of the capacity provider that is over it.
#[derive(Clone, Debug)]
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
    /// The properties as the template has them.
    pub(crate) properties: Value,
}
