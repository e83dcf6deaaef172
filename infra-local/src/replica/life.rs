//! From the first start to the end of the last unit.

use std::collections::BTreeMap;
use std::sync::Arc;

use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::sync::watch::Receiver;
use tokio::task::JoinSet;

use super::order::{At, Ready, ready};
use super::prepare::{Prepared, prepare};
use super::unit::{self, Running};
use super::watch::{Asker, Found, listens, watch};
use super::{Ended, Job, Machine, Told, container, folder};
use crate::control::Exit;
use crate::health::Verdict;

/// Runs a task to its end, or until `asked` is true. `tell` gets what it tells of itself.
pub(crate) async fn live(
    machine: Arc<Machine>,
    job: Job,
    mut asked: Receiver<bool>,
    tell: impl Fn(Told) + Send + Sync,
) -> Ended {
    let (item, id) = (job.item.clone(), job.id.clone());
    let not_started = |why| Ended { unit: job.item.clone(), exit: Exit::NotStarted(why), is_asked: false };
    let begun = tokio::select! {
        begun = begin(&machine, &job) => Some(begun),
        () = is_true(&mut asked) => None,
    };
    let ended = match begun {
        Some(Ok(prepared)) => {
            let (found, finds) = unbounded_channel();
            let (job, prepared) = (Arc::new(job.clone()), Arc::new(prepared));
            machine.begin(&job, &prepared);
            let life = Life {
                at: vec![At::Waiting; job.units.len()],
                running: vec![None; job.units.len()],
                job,
                prepared,
                machine: Arc::clone(&machine),
                ends: JoinSet::new(),
                watches: JoinSet::new(),
                found,
                verdicts: BTreeMap::new(),
                told: None,
            };
            life.run(finds, &mut asked, &tell).await
        }
        Some(Err(why)) => not_started(why),
        None => Ended { unit: job.item.clone(), exit: Exit::Signal(15), is_asked: true },
    };
    machine.end(&id);
    container::sweep(&machine, &job).await;
    machine.cgroups.end(&id).await;
    folder::remove(&machine.place, &id);
    machine.parts.logs.stopped(&item, &id);
    ended
}

/// What a task needs before its first unit starts.
async fn begin(machine: &Machine, job: &Job) -> Result<Prepared, String> {
    let engine = container::engine(machine, job).await?;
    let mut prepared = prepare(machine, job, engine)?;
    prepared.network = container::network(machine, job, &prepared).await?;
    Ok(prepared)
}

struct Life {
    machine: Arc<Machine>,
    job: Arc<Job>,
    prepared: Arc<Prepared>,
    at: Vec<At>,
    running: Vec<Option<Running>>,
    ends: JoinSet<(usize, Exit)>,
    /// Aborted when this is dropped.
    watches: JoinSet<()>,
    found: UnboundedSender<Found>,
    /// What those who ask have found; none before they know.
    verdicts: BTreeMap<Asker, Option<Verdict>>,
    told: Option<Verdict>,
}

impl Life {
    async fn run(
        mut self,
        mut finds: UnboundedReceiver<Found>,
        asked: &mut Receiver<bool>,
        tell: &(impl Fn(Told) + Send + Sync),
    ) -> Ended {
        loop {
            if let Err(ended) = self.start(tell).await {
                return self.stop(ended).await;
            }
            tokio::select! {
                Some(Ok((place, exit))) = self.ends.join_next() => {
                    let unit = self.job.units.get(place);
                    let is_essential = place == 0 || unit.is_some_and(|unit| unit.essential);
                    let name = unit.map(|unit| unit.name.clone()).unwrap_or_default();
                    self.set(place, At::Ended(exit.clone()));
                    if is_essential {
                        return self.stop(Ended { unit: name, exit, is_asked: false }).await;
                    }
                }
                Some(found) = finds.recv() => self.find(found, tell),
                () = is_true(asked) => {
                    let main = self.job.item.clone();
                    return self.stop(Ended { unit: main, exit: Exit::Signal(15), is_asked: true }).await;
                }
            }
        }
    }

    fn set(&mut self, place: usize, at: At) {
        if let Some(known) = self.at.get_mut(place) {
            *known = at;
        }
    }

    /// Starts each unit that waits no more.
    async fn start(&mut self, tell: &(impl Fn(Told) + Send + Sync)) -> Result<(), Ended> {
        let job = Arc::clone(&self.job);
        for (place, unit) in job.units.iter().enumerate() {
            if self.at.get(place) != Some(&At::Waiting) {
                continue;
            }
            let others: Vec<_> = job.units.iter().map(|unit| unit.name.as_str()).zip(&self.at).collect();
            let failed = |why| Ended { unit: unit.name.clone(), exit: Exit::NotStarted(why), is_asked: false };
            match ready(unit, &others) {
                Ready::No => continue,
                Ready::Never(why) => return Err(failed(why)),
                Ready::Yes => {}
            }
            let running = unit::start(&self.machine, &job, &self.prepared, place).await.map_err(failed)?;
            if place == 0 {
                let ports = self.prepared.own_ports(unit);
                tell(Told::Running { pid: running.pid(), ports });
            }
            let ended = running.clone();
            self.ends.spawn(async move { (place, ended.ended().await) });
            if let Some(known) = self.running.get_mut(place) {
                *known = Some(running);
            }
            self.set(place, At::Running(false));
            self.ask(place);
        }
        Ok(())
    }

    /// Begins to ask a unit that has just been started.
    fn ask(&mut self, place: usize) {
        let job = Arc::clone(&self.job);
        let Some(unit) = job.units.get(place) else { return };
        let mut asked = Vec::new();
        // Others may wait for its check, also in a run.
        if let Some(check) = &unit.check {
            asked.push((Asker::Unit(place), check.clone()));
        }
        if let Some(check) = job.check.as_ref().filter(|_| place == 0 && job.is_asked) {
            asked.push((Asker::Balancer, check.clone()));
        }
        for (asker, check) in &asked {
            if unit.essential {
                self.verdicts.insert(*asker, None);
            }
            let values = (Arc::clone(&job), Arc::clone(&self.prepared));
            let found = self.found.clone();
            self.watches.spawn(watch(Arc::clone(&self.machine), values, (*asker, check.clone()), found));
        }
        if place == 0 && job.is_asked && asked.is_empty() {
            self.verdicts.insert(Asker::Balancer, None);
            let port =
                unit.ports.iter().find(|address| !address.udp).and_then(|address| self.prepared.port(address.port));
            let is_contained = container::image(unit).is_some();
            self.watches.spawn(listens(Arc::clone(&self.machine), (port, is_contained), self.found.clone()));
        }
    }

    fn find(&mut self, found: Found, tell: &(impl Fn(Told) + Send + Sync)) {
        let (asker, verdict, why) = match found {
            Found::Wrong(why) => return tell(Told::Wrong(why)),
            Found::Verdict(asker, verdict, why) => (asker, verdict, why),
        };
        if let Asker::Unit(place) = asker
            && matches!(self.at.get(place), Some(At::Running(_)))
        {
            self.set(place, At::Running(verdict == Verdict::Healthy));
        }
        if let Some(known) = self.verdicts.get_mut(&asker) {
            *known = Some(verdict);
        }
        let is = |wanted: Verdict| move |known: &Option<Verdict>| *known == Some(wanted);
        let whole = if self.verdicts.values().any(is(Verdict::Unhealthy)) {
            Some(Verdict::Unhealthy)
        } else if self.at.first().is_some_and(|at| matches!(at, At::Running(_)))
            && self.verdicts.values().all(is(Verdict::Healthy))
        {
            Some(Verdict::Healthy)
        } else {
            None
        };
        if let Some(verdict) = whole.filter(|_| whole != self.told) {
            self.told = whole;
            tell(Told::Verdict(verdict, why));
        }
    }

    /// Stops what still runs: the main unit first, as the others serve it.
    async fn stop(mut self, mut ended: Ended) -> Ended {
        self.watches.abort_all();
        let mut running = self.running.iter().enumerate().filter_map(|(place, unit)| Some((place, unit.clone()?)));
        if let Some((place, main)) = running.next() {
            let exit = main.stop().await;
            if place == 0 && ended.is_asked {
                ended.exit = exit;
            }
        }
        let mut stops = JoinSet::new();
        for (_, unit) in running {
            stops.spawn(async move { unit.stop().await });
        }
        while stops.join_next().await.is_some() {}
        ended
    }
}

async fn is_true(asked: &mut Receiver<bool>) {
    if asked.wait_for(|asked| *asked).await.is_err() {
        std::future::pending::<()>().await;
    }
}
