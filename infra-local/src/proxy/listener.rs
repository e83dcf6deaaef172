//! An open listener, and what it does with what comes.

use std::sync::atomic::AtomicU16;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use tokio::net::{TcpListener, UdpSocket};
use tokio::sync::watch;
use tokio_rustls::TlsAcceptor;

use super::balancer::Balancing;
use super::group::Group;
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
    Stream { group: Arc<Group> },
}

/// A listener that is open until this is dropped. Its connections then end after the request that they are at.
#[derive(Debug)]
pub(super) struct Running {
    pub(super) listening: Listening,
    front: Arc<RwLock<Front>>,
    /// Those who serve see it go.
    _open: watch::Sender<()>,
    task: tokio::task::JoinHandle<()>,
}

impl Front {
    /// How long a connection may be quiet.
    pub(super) fn idle(&self) -> Duration {
        match self {
            Self::Balancer { balancing, .. } => balancing.idle(),
            Self::Endpoint { .. } => BETWEEN_SERVICES,
            Self::Stream { .. } => stream::IDLE,
        }
    }
}

impl Running {
    /// A listener for HTTP and TCP.
    pub(super) fn connections(
        listener: TcpListener,
        listening: Listening,
        front: Front,
        tls: Option<TlsAcceptor>,
    ) -> Self {
        let front = Arc::new(RwLock::new(front));
        let (open, closed) = watch::channel(());
        let task = tokio::spawn(accept(listener, Arc::clone(&front), tls, closed));
        Self { listening, front, _open: open, task }
    }

    /// A listener for UDP.
    pub(super) fn datagrams(socket: UdpSocket, listening: Listening, front: Front) -> Self {
        let front = Arc::new(RwLock::new(front));
        let (open, _) = watch::channel(());
        let task = tokio::spawn(datagram::serve(socket, Arc::clone(&front)));
        Self { listening, front, _open: open, task }
    }

    pub(super) fn front(&self) -> Front {
        self.front.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Does something else with what comes from now on.
    pub(super) fn change(&mut self, front: Front) {
        *self.front.write().unwrap_or_else(PoisonError::into_inner) = front;
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn accept(
    listener: TcpListener,
    front: Arc<RwLock<Front>>,
    tls: Option<TlsAcceptor>,
    closed: watch::Receiver<()>,
) {
    loop {
        match listener.accept().await {
            Ok((stream, peer)) => {
                let (front, tls, closed) = (Arc::clone(&front), tls.clone(), closed.clone());
                tokio::spawn(connection::serve(stream, peer, front, tls, closed));
            }
            // The client has gone already, or there are too many open files: then others must end first.
            Err(_) => tokio::time::sleep(AFTER_ERROR).await,
        }
    }
}
