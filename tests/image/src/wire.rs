//! A wire to a registry: what goes over it is counted, and it breaks when it is told.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use infra_image::Credentials;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;

use crate::registry::quick;

/// Passes bytes on to a server.
#[derive(Clone, Debug)]
pub struct Wire {
    address: SocketAddr,
    state: Arc<State>,
}

#[derive(Debug)]
struct State {
    to: SocketAddr,
    /// What came from clients.
    sent: AtomicU64,
    /// At how many bytes it stops.
    stops: AtomicU64,
    /// Whether it closes the connection where it stops, rather than saying nothing more.
    closes: bool,
    stopped: Notify,
}

/// That many bytes never come.
const NEVER: u64 = u64::MAX;

impl Wire {
    /// A wire to this server that stays whole.
    pub async fn to(server: SocketAddr) -> Self {
        Self::stopping(server, NEVER, false).await
    }

    /// A wire that closes the connection over which the byte of this number would come, once.
    pub async fn that_breaks(server: SocketAddr, at: u64) -> Self {
        Self::stopping(server, at, true).await
    }

    /// A wire over which nothing comes any more after that many bytes, until it is mended.
    pub async fn that_stops(server: SocketAddr, at: u64) -> Self {
        Self::stopping(server, at, false).await
    }

    async fn stopping(to: SocketAddr, at: u64, closes: bool) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let (sent, stops) = (AtomicU64::new(0), AtomicU64::new(at));
        let state = Arc::new(State { to, sent, stops, closes, stopped: Notify::new() });
        let wire = Self { address, state: Arc::clone(&state) };
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                tokio::spawn(pass(Arc::clone(&state), client));
            }
        });
        wire
    }

    /// What the server is called over this wire.
    #[must_use]
    pub fn host(&self) -> String {
        self.address.to_string()
    }

    /// The product's client over this wire.
    #[must_use]
    pub fn client(&self) -> infra_image::Registry {
        infra_image::Registry::with(self.host(), Arc::new(Credentials::Anonymous), quick(), false)
    }

    /// How many bytes went to the server, those of requests' heads among them.
    #[must_use]
    pub fn sent(&self) -> u64 {
        self.state.sent.load(Ordering::SeqCst)
    }

    /// Waits until it stops.
    pub async fn stopped(&self) {
        tokio::time::timeout(Duration::from_mins(1), self.state.stopped.notified()).await.unwrap();
    }

    /// From now on it stays whole, and counts anew. Connections that were stopped are not taken up again.
    pub fn mend(&self) {
        self.state.stops.store(NEVER, Ordering::SeqCst);
        self.state.sent.store(0, Ordering::SeqCst);
    }
}

async fn pass(state: Arc<State>, client: TcpStream) {
    let Ok(server) = TcpStream::connect(state.to).await else { return };
    let (mut from_client, mut to_client) = client.into_split();
    let (mut from_server, mut to_server) = server.into_split();
    let back = tokio::spawn(async move { tokio::io::copy(&mut from_server, &mut to_client).await });
    let mut buffer = vec![0; 64 * 1024];
    while let Ok(length @ 1..) = from_client.read(&mut buffer).await {
        let sent = state.sent.fetch_add(length as u64, Ordering::SeqCst) + length as u64;
        if sent > state.stops.load(Ordering::SeqCst) {
            state.stopped.notify_one();
            if state.closes {
                state.stops.store(NEVER, Ordering::SeqCst);
                break;
            }
            // Nothing is read any more: whoever sends waits until it is killed. The server hears of it when this is over.
            let _ = from_client.as_ref().ready(tokio::io::Interest::ERROR).await;
            break;
        }
        if to_server.write_all(&buffer[..length]).await.is_err() {
            break;
        }
    }
    drop(to_server);
    back.abort();
}
