//! What failed on this machine, as the command line says it.

use infra_local::build::{BuildError, CargoError};
use infra_local::control::ControlError;
use infra_local::secrets::{Missing, SecretsError};
use infra_local::spec::SpecError;
use infra_local::supervisor::StartError;
use infra_local::target::LocalError;

use crate::failure::{Failure, Kind};

impl From<BuildError> for Failure {
    fn from(error: BuildError) -> Self {
        match error {
            BuildError::Cargo(error) => error.into(),
            _ => Self::new(Kind::Local, error),
        }
    }
}

impl From<CargoError> for Failure {
    fn from(error: CargoError) -> Self {
        let kind = match &error {
            CargoError::Unknown { .. } | CargoError::Ambiguous { .. } => Kind::Usage,
            _ => Kind::Local,
        };
        let hint = error.hint();
        hint.into_iter().fold(Self::new(kind, error), Self::hint)
    }
}

impl From<Missing> for Failure {
    fn from(missing: Missing) -> Self {
        let hint = missing.hint();
        Self::new(Kind::Local, missing).hint(hint)
    }
}

impl From<SecretsError> for Failure {
    fn from(error: SecretsError) -> Self {
        Self::new(Kind::Local, error)
    }
}

impl From<SpecError> for Failure {
    fn from(error: SpecError) -> Self {
        Self::new(Kind::Local, error)
    }
}

impl From<ControlError> for Failure {
    fn from(error: ControlError) -> Self {
        Self::new(Kind::Local, error)
    }
}

impl From<StartError> for Failure {
    fn from(error: StartError) -> Self {
        let taken = matches!(error, StartError::Taken { .. });
        let failure = Self::new(Kind::Local, error);
        if !taken {
            return failure;
        }
        failure
            .hint("where it runs in the background, `deploy --target local` changes it and `destroy --target local` ends it")
            .hint("`--stage` with another name runs a second one beside it")
    }
}

impl From<LocalError> for Failure {
    fn from(error: LocalError) -> Self {
        match error {
            LocalError::Spec(error) => error.into(),
            LocalError::Control(error) => error.into(),
            LocalError::Start(error) => error.into(),
            LocalError::Failed { .. } => Self::new(Kind::Rollout, error)
                .hint("`logs --target local --previous` shows what the last one wrote that has stopped"),
            LocalError::Nothing { .. } => Self::new(Kind::Usage, error),
        }
    }
}
