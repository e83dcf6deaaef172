//! An open listener, and what it does with what comes.

use std::sync::atomic::AtomicU16;
use std::sync::{Arc, PoisonError, RwLock};

use tokio::net::{TcpListener, UdpSocket};
use tokio::sync::watch;
use tokio_rustls::TlsAcceptor;

use super::balancer::Balancing;
use super::group::Group;
use super::listening::Listening;

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

impl Running {
    pub(super) fn connections(
        listener: TcpListener,
        listening: Listening,
        front: Front,
        tls: Option<TlsAcceptor>,
    ) -> Self {
        let front = Arc::new(RwLock::new(front));
        let (open, _closed) = watch::channel(());
        let task = tokio::spawn(async move {
            let _ = tls;
            while listener.accept().await.is_ok() {}
        });
        Self { listening, front, _open: open, task }
    }

    pub(super) fn datagrams(socket: UdpSocket, listening: Listening, front: Front) -> Self {
        let front = Arc::new(RwLock::new(front));
        let (open, _closed) = watch::channel(());
        let task = tokio::spawn(async move {
            let _ = socket.readable().await;
        });
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
