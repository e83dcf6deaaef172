//! How a deployment stands by ECS's record of it.

use aws_sdk_ecs::types::ServiceDeploymentStatus;

/// How a deployment stands by ECS's record of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Recorded {
    /// It has not ended.
    GoesOn,
    /// What it brought ran and was healthy.
    Succeeded,
    /// What ran before it was put back.
    RolledBack,
    /// What it brought does not run as it should, and nothing was put back.
    Failed,
}

impl Recorded {
    /// What a status means.
    pub(crate) fn of(status: &ServiceDeploymentStatus) -> Self {
        match status {
            ServiceDeploymentStatus::Successful => Self::Succeeded,
            ServiceDeploymentStatus::RollbackSuccessful => Self::RolledBack,
            ServiceDeploymentStatus::Stopped | ServiceDeploymentStatus::RollbackFailed => Self::Failed,
            _ => Self::GoesOn,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deployment_goes_on_until_its_record_says_how_it_ended() {
        for (status, expected) in [
            (ServiceDeploymentStatus::Pending, Recorded::GoesOn),
            (ServiceDeploymentStatus::InProgress, Recorded::GoesOn),
            (ServiceDeploymentStatus::StopRequested, Recorded::GoesOn),
            (ServiceDeploymentStatus::RollbackRequested, Recorded::GoesOn),
            (ServiceDeploymentStatus::RollbackInProgress, Recorded::GoesOn),
            (ServiceDeploymentStatus::Successful, Recorded::Succeeded),
            (ServiceDeploymentStatus::RollbackSuccessful, Recorded::RolledBack),
            (ServiceDeploymentStatus::Stopped, Recorded::Failed),
            (ServiceDeploymentStatus::RollbackFailed, Recorded::Failed),
        ] {
            assert_eq!(Recorded::of(&status), expected, "{status}");
        }
    }
}
