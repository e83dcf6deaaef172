//! Where images are not built: what stands in the place of what builds and pushes them.

use std::sync::Arc;

use infra_core::blueprint::Blueprint;
use infra_core::plan::Plan;

use super::{fill, host};
use crate::Error;
use crate::client::Clients;
use crate::observe::Observed;
use crate::plan::Action;

/// Nothing: an app whose images are built is refused.
pub(crate) struct Images;

/// Nothing is pushed.
pub(crate) struct Shipper;

impl Images {
    pub(crate) fn look(blueprint: &Blueprint) -> Result<Self, Error> {
        if blueprint.workloads().all(|(_, workload)| workload.built().next().is_none()) {
            return Ok(Self);
        }
        Err(Error::Image {
            message: "images are built on Linux and macOS".to_owned(),
            hint: Some("deploy from there, or from WSL".to_owned()),
            usage: true,
        })
    }

    pub(crate) fn filled(&self, blueprint: &Blueprint, clients: &Clients) -> Blueprint {
        fill(blueprint, &host(&clients.account, &clients.region), &[].into())
    }

    pub(crate) fn shipper(&self) -> Option<Arc<Shipper>> {
        None
    }

    pub(crate) async fn compare(&self, _: &Clients, _: &Blueprint, _: &mut Observed) -> Result<(), Error> {
        Ok(())
    }
}

impl Shipper {
    pub(crate) async fn push(
        &self,
        _: &Clients,
        _: &str,
        _: &str,
        _: &(dyn Fn(u64, u64) + Send + Sync),
    ) -> Result<(), Error> {
        Ok(())
    }

    pub(crate) async fn revive(&self, _: &Clients, _: &str, _: &str, _: &str) -> Result<(), Error> {
        Ok(())
    }
}

/// Nothing is marked.
pub(crate) async fn retire(_: &Clients, _: &Blueprint, _: &Plan<Action>) -> Result<Vec<(String, usize)>, Error> {
    Ok(Vec::new())
}
