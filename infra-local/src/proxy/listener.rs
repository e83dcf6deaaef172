//! An open listener, and what it does with what comes.

use std::future::poll_fn;
use std::io;
use std::net::SocketAddr;
use std::sync::atomic::AtomicU16;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::task::Poll;
use std::time::Duration;

use tokio::net::{TcpListener, TcpStream, UdpSocket};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio_rustls::rustls::ServerConfig;

use super::balancer::Balancing;
use super::group::{Group, Unhealthy};
use super::listening::Listening;
use super::{connection, datagram, stream};

/// How long a connection between services may be quiet.
///
/// Source: botocore 1.44.5 ecs TimeoutConfiguration.idleTimeoutSeconds.
const BETWEEN_SERVICES: Duration = Duration::from_mins(5);
/// How long nothing is accepted after an error.
const AFTER_ERROR: Duration = Duration::from_millis(20);

/// What a listener does with what comes.
#[derive(Clone, Debug)]
pub(super) enum Front {
    /// Asks the rules of a balancer, or redirects to the port.
    Balancer { balancing: Arc<Balancing>, redirect: Option<Arc<AtomicU16>> },
    /// Leads every request to one group: a connection between services.
    Endpoint { group: Arc<Group> },
    /// Leads every connection or flow to one group.
    Stream { group: Arc<Group>, unhealthy: Unhealthy },
}

/// What a listener does with what comes now.
#[derive(Debug)]
pub(super) struct Facing(RwLock<(Front, Option<Arc<ServerConfig>>)>);

/// A listener that is open until this is dropped: then its port is free. Its connections end after the request that they are
/// at.
#[derive(Debug)]
pub(super) struct Running {
    pub(super) listening: Listening,
    facing: Arc<Facing>,
    /// Those who serve see it go.
    _open: watch::Sender<()>,
    doors: Vec<Arc<Door>>,
    tasks: Vec<JoinHandle<()>>,
}

/// A listener that can be closed by others than those who wait at it.
#[derive(Debug)]
struct Door(Mutex<Option<TcpListener>>);

impl Front {
    /// How long a connection may be quiet.
    pub(super) fn idle(&self) -> Duration {
        match self {
            Self::Balancer { balancing, .. } => balancing.idle(),
            Self::Endpoint { .. } => BETWEEN_SERVICES,
            Self::Stream { .. } => stream::IDLE,
        }
    }

    fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            // Where it redirects to is said to it as it changes.
            (Self::Balancer { balancing, .. }, Self::Balancer { balancing: its, .. }) => Arc::ptr_eq(balancing, its),
            (Self::Endpoint { group }, Self::Endpoint { group: its })
            | (Self::Stream { group, .. }, Self::Stream { group: its, .. }) => Arc::ptr_eq(group, its),
            _ => false,
        }
    }
}

impl Facing {
    fn new(front: Front, tls: Option<Arc<ServerConfig>>) -> Arc<Self> {
        Arc::new(Self(RwLock::new((front, tls))))
    }

    pub(super) fn front(&self) -> Front {
        self.0.read().unwrap_or_else(PoisonError::into_inner).0.clone()
    }

    fn tls(&self) -> Option<Arc<ServerConfig>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).1.clone()
    }
}

impl Running {
    /// A listener for HTTP and TCP, at one or more addresses.
    pub(super) fn connections(
        listeners: Vec<TcpListener>,
        listening: Listening,
        front: Front,
        tls: Option<Arc<ServerConfig>>,
    ) -> Self {
        let facing = Facing::new(front, tls);
        let (open, closed) = watch::channel(());
        let doors: Vec<_> = listeners.into_iter().map(|listener| Arc::new(Door(Mutex::new(Some(listener))))).collect();
        let tasks = doors.iter().map(|door| accept(Arc::clone(door), Arc::clone(&facing), closed.clone()));
        let tasks = tasks.map(tokio::spawn).collect();
        Self { listening, facing, _open: open, doors, tasks }
    }

    /// A listener for UDP.
    pub(super) fn datagrams(socket: UdpSocket, listening: Listening, front: Front) -> Self {
        let facing = Facing::new(front, None);
        let (open, _) = watch::channel(());
        let tasks = vec![tokio::spawn(datagram::serve(socket, Arc::clone(&facing)))];
        Self { listening, facing, _open: open, doors: Vec::new(), tasks }
    }

    pub(super) fn front(&self) -> Front {
        self.facing.front()
    }

    /// Does this with what comes from now on.
    pub(super) fn change(&mut self, service: Option<String>, front: Front, tls: Option<Arc<ServerConfig>>) {
        self.listening.service = service;
        let mut now = self.facing.0.write().unwrap_or_else(PoisonError::into_inner);
        now.1 = tls;
        if !now.0.is_same(&front) {
            now.0 = front;
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        for door in &self.doors {
            door.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        }
        for task in &self.tasks {
            task.abort();
        }
    }
}

impl Door {
    /// The next connection; none once it is closed.
    async fn next(&self) -> Option<io::Result<(TcpStream, SocketAddr)>> {
        poll_fn(|context| match self.0.lock().unwrap_or_else(PoisonError::into_inner).as_ref() {
            Some(listener) => listener.poll_accept(context).map(Some),
            None => Poll::Ready(None),
        })
        .await
    }
}

async fn accept(door: Arc<Door>, facing: Arc<Facing>, closed: watch::Receiver<()>) {
    while let Some(accepted) = door.next().await {
        match accepted {
            Ok((stream, peer)) => {
                let (facing, tls, closed) = (Arc::clone(&facing), facing.tls(), closed.clone());
                tokio::spawn(connection::serve(stream, peer, facing, tls, closed));
            }
            // The client has gone already, or there are too many open files: then others must end first.
            Err(_) => tokio::time::sleep(AFTER_ERROR).await,
        }
    }
}
