//! What nearly every use of a declaration needs.

pub use crate::declaration::{App, Cluster, ClusterSpec, Service, ServiceSpec, SmokeTest, Stage, Task, TaskSpec};
