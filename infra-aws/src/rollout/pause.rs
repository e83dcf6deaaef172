//! What is done while a deployment waits.

use aws_sdk_ecs::types::ServiceDeployment;
use infra_core::event::Event;

use super::watch::Watch;
use crate::Error;
use crate::client::Clients;

/// The smoke test of a deployment.
#[derive(Default)]
pub(super) struct Smoke {}

impl Watch {
    /// Runs the smoke test when the deployment waits for it.
    #[expect(clippy::unused_async, reason = "placeholder")]
    pub(super) async fn pause(
        &mut self,
        _clients: &Clients,
        _record: Option<&ServiceDeployment>,
        _tell: &(dyn Fn(Event) + Send + Sync),
    ) -> Result<(), Error> {
        Ok(())
    }
}
