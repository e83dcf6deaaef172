//! Connections to a replica that are free for the next request.

use std::collections::VecDeque;
use std::io;
use std::net::SocketAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::time::Instant;

use super::body::RequestBody;

/// How long a balancer waits for a connection.
///
/// Source: User Guide for Application Load Balancers, "HTTP 504: gateway timeout": 10 seconds.
const CONNECT: Duration = Duration::from_secs(10);
/// The most that the headers of an answer may have.
///
/// Source: "Quotas for your Application Load Balancers", HTTP headers: entire response header.
const LONGEST_HEADERS: usize = 32 * 1024;
/// How long a connection is kept that nobody needs.
const LONGEST_REST: Duration = Duration::from_mins(1);
/// So many free connections are kept to a replica.
const MOST_FREE: usize = 256;

/// A connection to a replica.
pub(super) type Connection = http1::SendRequest<RequestBody>;

/// Connections to a replica that are free for the next request.
#[derive(Debug, Default)]
pub(super) struct Pool(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    /// With when they became free, the last one last.
    free: VecDeque<(Connection, Instant)>,
    closed: bool,
}

/// Why there is no connection.
#[derive(Debug)]
pub(super) enum NoConnection {
    /// Nobody listens there.
    Refused,
    /// Nobody answered in time.
    Late,
}

impl Pool {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps a connection for the next request.
    pub(super) fn put(&self, connection: Connection) {
        let mut state = self.state();
        // The last one is used first, so that those which are not needed are found here.
        while state.free.front().is_some_and(|(first, since)| first.is_closed() || since.elapsed() > LONGEST_REST) {
            state.free.pop_front();
        }
        if !state.closed && state.free.len() < MOST_FREE && !connection.is_closed() {
            state.free.push_back((connection, Instant::now()));
        }
    }

    /// A connection that was used not longer than `idle` ago, and that the replica has not closed meanwhile.
    pub(super) async fn take(&self, idle: Duration) -> Option<Connection> {
        loop {
            let (mut connection, since) = self.state().free.pop_back()?;
            if since.elapsed() < idle && connection.ready().await.is_ok() {
                return Some(connection);
            }
        }
    }

    /// Closes what is free, and keeps nothing any more.
    pub(super) fn close(&self) {
        let mut state = self.state();
        state.closed = true;
        state.free.clear();
    }
}

/// A new connection.
pub(super) async fn connect(address: SocketAddr) -> Result<Connection, NoConnection> {
    match tokio::time::timeout(CONNECT, open(address)).await {
        Ok(Ok(connection)) => Ok(connection),
        Ok(Err(_)) => Err(NoConnection::Refused),
        Err(_) => Err(NoConnection::Late),
    }
}

async fn open(address: SocketAddr) -> io::Result<Connection> {
    let stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let mut builder = http1::Builder::new();
    builder.max_header_size(LONGEST_HEADERS);
    let (sender, connection) = builder.handshake(TokioIo::new(stream)).await.map_err(io::Error::other)?;
    // What goes wrong on it is told to those who sent something.
    tokio::spawn(connection.with_upgrades());
    Ok(sender)
}
