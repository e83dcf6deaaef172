//! By what services run tasks: a small API on a port of 127.0.0.1, of which each is told a URL and a token for each task that
//! it may run. It is opened when the first of them is told.
//!
//! A token is known to the supervisor and to the processes that it is for, and lives as long as both: it is in no file, no
//! plan, no log and no spec.

mod answer;
mod body;
mod listen;
mod token;

use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::{Mutex, MutexGuard, PoisonError};

pub(crate) use body::{Begun, Overrides, Told};
pub(crate) use listen::serve;
use token::Token;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

/// What runs tasks for services.
pub(crate) trait Runs: Send + Sync + 'static {
    /// Starts a run of a task for a service; none where there is no such task.
    ///
    /// # Errors
    /// When nothing more is started: why.
    fn begin(&self, grant: &Grant, overrides: Overrides) -> Result<Option<Begun>, String>;

    /// How a run of a task is; none where it is not known, or not any more.
    fn told(&self, task: &str, id: &str) -> Option<Told>;

    /// Asks a run to stop.
    fn stop(&self, task: &str, id: &str);
}

/// That a service may run a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Grant {
    /// The service, without app and stage.
    pub(crate) service: String,
    /// The task, without app and stage.
    pub(crate) task: String,
}

/// Who may run what, and where that is asked for.
pub(crate) struct Access {
    held: Mutex<Held>,
    opened: UnboundedSender<TcpListener>,
}

#[derive(Default)]
struct Held {
    address: Option<SocketAddr>,
    grants: Vec<(Token, Grant)>,
    /// What this machine is called in containers that were told.
    hosts: Vec<String>,
}

impl Access {
    /// One that is not opened yet, and what gets the listener when it is.
    pub(crate) fn new() -> (Self, UnboundedReceiver<TcpListener>) {
        let (opened, listeners) = unbounded_channel();
        (Self { held: Mutex::default(), opened }, listeners)
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What a service is told of a task that it may run: JSON with `url` and `token`. All its replicas are told the same.
    pub(crate) fn tell(&self, grant: &Grant) -> io::Result<String> {
        self.tell_at(grant, |address| Ok(address.to_string()))
    }

    /// The same for a container, where the port has another place, `{host}:{port}`.
    pub(crate) fn tell_at(
        &self,
        grant: &Grant,
        place: impl FnOnce(SocketAddr) -> io::Result<String>,
    ) -> io::Result<String> {
        let mut held = self.held();
        let address = match held.address {
            Some(address) => address,
            None => {
                let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
                listener.set_nonblocking(true)?;
                let address = listener.local_addr()?;
                // Nobody takes it where the supervisor ends, and with it who would ask.
                let _ = self.opened.send(listener);
                *held.address.insert(address)
            }
        };
        let known = held.grants.iter().find(|(_, known)| known == grant).map(|(token, _)| token.clone());
        let token = match known {
            Some(token) => token,
            None => {
                let token = Token::new()?;
                held.grants.push((token.clone(), grant.clone()));
                token
            }
        };
        let place = place(address)?;
        let host = place.split(':').next().unwrap_or_default();
        if !held.hosts.iter().any(|known| known == host) {
            held.hosts.push(host.to_owned());
        }
        let url = format!("http://{place}{}", path(&grant.task));
        Ok(serde_json::json!({ "url": url, "token": token.text() }).to_string())
    }

    /// Whether this machine is called so, with a port, in a container that was told.
    fn is_host(&self, host: &str) -> bool {
        let name = host.split(':').next().unwrap_or_default();
        self.held().hosts.iter().any(|known| known == name)
    }

    /// What the holder of a token may run.
    fn granted(&self, token: &str) -> Option<Grant> {
        self.held().grants.iter().find(|(known, _)| known.is(token)).map(|(_, grant)| grant.clone())
    }

    /// Takes back what is not granted any more.
    pub(crate) fn keep(&self, is_granted: impl Fn(&Grant) -> bool) {
        self.held().grants.retain(|(_, grant)| is_granted(grant));
    }
}

/// Where runs of a task are asked for.
fn path(task: &str) -> String {
    format!("/tasks/{task}/runs")
}
