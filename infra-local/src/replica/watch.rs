//! Asks a replica again and again whether it is healthy.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::mpsc::UnboundedSender;
use tokio::time::{Instant, sleep};

use super::prepare::Prepared;
use super::{Job, Machine, container, program};
use crate::health::{Asked, Health, Verdict, ask};
use crate::spec::{Check, Probe};

/// How long a replica that nobody asks may take until it listens: after that it counts as healthy all the same.
const LISTENS: Duration = Duration::from_secs(30);
const SOON: Duration = Duration::from_millis(100);

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Asker {
    /// The unit's own check.
    Unit(usize),
    /// The balancer.
    Balancer,
}

/// What was found.
pub(super) enum Found {
    /// It is healthy or unhealthy from now on; why.
    Verdict(Asker, Verdict, String),
    /// What is wrong, while that says nothing yet.
    Wrong(String),
}

/// Asks until it is aborted.
pub(super) async fn watch(
    machine: Arc<Machine>,
    (job, prepared): (Arc<Job>, Arc<Prepared>),
    (asker, check): (Asker, Check),
    found: UnboundedSender<Found>,
) {
    let begun = Instant::now();
    let place = if let Asker::Unit(place) = asker { place } else { 0 };
    let mut health = Health::default();
    loop {
        sleep(health.pause(&check, begun.elapsed())).await;
        let declared = match &check.probe {
            Probe::Http { port, .. } | Probe::Tcp { port } => Some(*port),
            Probe::Command { .. } => None,
        };
        let port = declared.and_then(|port| prepared.port(port));
        let limit = Duration::from_secs(check.timeout_seconds.into());
        let is_contained = declared.is_some_and(|port| is_contained(&job, port));
        let asked = Asked { probe: &check.probe, limit, port, is_contained };
        let command = || match (&check.probe, job.units.get(place), prepared.units.get(place)) {
            (Probe::Command { command }, Some(unit), Some(own)) => {
                Ok(program::check(&machine, (&job, unit), (&prepared, own), command))
            }
            _ => Err("it has no command".to_owned()),
        };
        let answer = ask(asked, &machine.children, command).await;
        let told = match (health.take(&check, begun.elapsed(), answer.is_ok()), answer) {
            (Some(verdict), answer) => Found::Verdict(asker, verdict, answer.err().unwrap_or_default()),
            (None, Err(why)) => Found::Wrong(why),
            (None, Ok(())) => continue,
        };
        if found.send(told).is_err() {
            return;
        }
    }
}

/// Whether a declared port is a container's.
fn is_contained(job: &Job, port: u16) -> bool {
    let mut units = job.units.iter().filter(|unit| unit.ports.iter().any(|address| address.port == port));
    units.any(|unit| container::image(unit).is_some())
}

/// Waits until something listens on a port: what nobody asks is healthy then.
pub(super) async fn listens(
    machine: Arc<Machine>,
    (port, is_contained): (Option<u16>, bool),
    found: UnboundedSender<Found>,
) {
    let begun = Instant::now();
    let probe = Probe::Tcp { port: 0 };
    while port.is_some() && begun.elapsed() < LISTENS {
        let asked = Asked { probe: &probe, limit: SOON, port, is_contained };
        if ask(asked, &machine.children, || Err(String::new())).await.is_ok() {
            break;
        }
        sleep(SOON).await;
    }
    // Nobody is left where its task has ended.
    let _ = found.send(Found::Verdict(Asker::Balancer, Verdict::Healthy, String::new()));
}
