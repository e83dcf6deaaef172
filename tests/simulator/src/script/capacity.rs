//! What tasks cannot be placed for.

/// What is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Capacity {
    /// Fargate has no capacity for now.
    FargateUnavailable,
    /// The account's quota of vCPUs is used up.
    VcpuQuota,
    /// The cluster has no container instances.
    NoInstances,
    /// The instances have too little of something: `CPU units`, `memory`, `ENI`.
    Insufficient(String),
}

impl Capacity {
    /// What stands in the service's event behind "was unable to place a task".
    pub(crate) fn event(&self) -> String {
        let instances = "because no container instance met all of its requirements.";
        match self {
            Self::FargateUnavailable => {
                ". Reason: Capacity is unavailable at this time. Please try again later or in a different availability zone."
                    .to_owned()
            }
            Self::VcpuQuota => {
                ". Reason: You've reached the limit on the number of vCPUs you can run concurrently.".to_owned()
            }
            Self::NoInstances => format!(" {instances} Reason: No Container Instances were found in your cluster."),
            Self::Insufficient(what) if what.contains("ENI") => format!(
                " {instances} The closest matching (container-instance 5d5a1f7c2f1b4a0c8e3d9b7a6c4f2e10) encountered \
                 error \"RESOURCE:ENI\"."
            ),
            Self::Insufficient(what) => format!(
                " {instances} The closest matching (container-instance 5d5a1f7c2f1b4a0c8e3d9b7a6c4f2e10) has insufficient \
                 {what} available."
            ),
        }
    }

    /// The reason that RunTask gives, or the message of the error that it fails with.
    pub(crate) fn failure(&self) -> String {
        match self {
            Self::FargateUnavailable => {
                "Capacity is unavailable at this time. Please try again later or in a different \
                                         availability zone."
                    .to_owned()
            }
            Self::VcpuQuota => "You've reached the limit on the number of vCPUs you can run concurrently.".to_owned(),
            Self::NoInstances => "No Container Instances were found in your cluster.".to_owned(),
            Self::Insufficient(what) if what.contains("CPU") => "RESOURCE:CPU".to_owned(),
            Self::Insufficient(what) if what.contains("memory") => "RESOURCE:MEMORY".to_owned(),
            Self::Insufficient(_) => "RESOURCE:ENI".to_owned(),
        }
    }
}
