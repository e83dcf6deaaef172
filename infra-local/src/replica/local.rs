//! Where a task finds what is on loopback of this machine: the services that it calls, and the units of its own that have not its
//! localhost, as one is a process and the other a container.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};

use super::container::image;
use super::forward::Forward;
use super::{Job, Machine, declared};
use crate::access::Grant;
use crate::engine::{Engine, HOST, Reach};
use crate::proxy::Scheme;
use crate::spec::{Address, Unit};

/// Where the units of a task find each other.
#[derive(Debug, Default)]
pub(super) struct Local {
    /// Of processes: the declared ports of the task, and where they are.
    pub(super) processes: Vec<(u16, String)>,
    /// Of containers: the declared ports of processes, and where they are.
    pub(super) containers: Vec<(u16, String)>,
    /// Open as long as this is there.
    pub(super) forwards: Vec<Forward>,
}

/// What tells the main unit where the services are that it calls, and the tasks that it may run, by its variables. Ways that are
/// opened for it are put into `forwards`.
pub(super) fn urls(
    machine: &Machine,
    job: &Job,
    engine: Option<&Engine>,
    forwards: &mut Vec<Forward>,
) -> Result<Vec<(String, String)>, String> {
    let reach = engine.filter(|_| job.units.first().is_some_and(|main| image(main).is_some())).map(Engine::reach);
    let mut urls = Vec::new();
    for connection in &job.connections {
        let scheme = if connection.scheme == "http" { Scheme::Http } else { Scheme::Tcp };
        let at = match reach {
            Some(Reach::Address(address)) => *address,
            _ => Ipv4Addr::LOCALHOST,
        };
        let address = machine.proxy.endpoint_at(&connection.service, connection.port, scheme, at);
        let address = address.map_err(|error| format!("`{}` cannot be called: {error}", connection.service))?;
        let place = match reach {
            None => address.to_string(),
            Some(reach) => {
                place(reach, address).ok_or_else(|| unreachable(&job.item, &format!("`{}`", connection.service)))?
            }
        };
        urls.push((connection.variable.clone(), format!("{}://{place}", connection.scheme)));
    }
    for run in &job.runs {
        let grant = Grant { service: job.item.clone(), task: run.task.clone() };
        let told = match reach {
            None => machine.access.tell(&grant),
            Some(reach) => machine.access.tell_at(&grant, |address| {
                let found = way(reach, address.port(), forwards)?;
                place(reach, found).ok_or_else(|| io::Error::other(unreachable(&job.item, "what runs tasks")))
            }),
        };
        let told = told.map_err(|error| format!("`{}` cannot be run: {error}", run.task))?;
        urls.push((run.variable.clone(), told));
    }
    Ok(urls)
}

/// Where the units of a task find each other. Where a container calls a process, this opens a way.
pub(super) fn of(job: &Job, engine: Option<&Engine>, ports: &[(Address, u16)]) -> Result<Local, String> {
    let at = |port: u16| SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let here = |address: &Address| ports.iter().find(|(known, _)| known == address).map(|(_, port)| *port);
    // Of one that is declared for TCP and UDP, that of TCP: it is in more URLs.
    let mut ordered: Vec<&(Address, u16)> = ports.iter().collect();
    ordered.sort_by_key(|(address, _)| address.udp);
    let mut local = Local {
        processes: ordered.iter().map(|(address, port)| (address.port, at(*port).to_string())).collect(),
        ..Local::default()
    };
    let Some(engine) = engine else { return Ok(local) };
    let (containers, processes): (Vec<&Unit>, Vec<&Unit>) = job.units.iter().partition(|unit| image(unit).is_some());
    for address in processes.iter().flat_map(|unit| &unit.ports).filter(|address| !address.udp) {
        if !containers.iter().any(|unit| is_called(unit, address.port)) {
            continue;
        }
        let Some(port) = here(address) else { continue };
        let found = way(engine.reach(), port, &mut local.forwards).map_err(|error| error.to_string())?;
        let place = place(engine.reach(), found).ok_or_else(|| unreachable(&job.item, "its processes"))?;
        local.containers.push((address.port, place));
    }
    Ok(local)
}

/// Where a port of loopback is that containers reach. Where they have to be led there, that is opened.
fn way(reach: &Reach, port: u16, forwards: &mut Vec<Forward>) -> io::Result<SocketAddr> {
    let Reach::Address(address) = reach else { return Ok(SocketAddr::from((Ipv4Addr::LOCALHOST, port))) };
    let forward = Forward::open(*address, port)?;
    let found = forward.address;
    forwards.push(forward);
    Ok(found)
}

/// Whether a container says a port of localhost.
fn is_called(unit: &Unit, port: u16) -> bool {
    let command = image(unit).into_iter().flat_map(|image| &image.command);
    let values = unit.environment.iter().map(|(_, value)| value).chain(command);
    values.into_iter().any(|value| declared::is_meant(value, &[port]))
}

/// What containers call an address of this machine; none where they do not reach it.
fn place(reach: &Reach, address: SocketAddr) -> Option<String> {
    match reach {
        Reach::Address(_) => Some(address.to_string()),
        Reach::Name | Reach::Slirp => Some(format!("{HOST}:{}", address.port())),
        Reach::Never => None,
    }
}

fn unreachable(item: &str, what: &str) -> String {
    format!(
        "`{item}` is a container and calls {what} on this machine, which containers of this engine do not reach: it runs without the \
         administrator's rights. `dev(\"command\")` in `{item}` runs a process in its place"
    )
}
