//! A connection to a replica, driven by the request that has it.
//!
//! hyper gives a connection in two halves: one that sends requests, and one that reads and writes for it, for which others
//! start a task. Where the task of the client's request does both, no request goes from task to task and back.

use std::fmt;
use std::future::poll_fn;
use std::io;
use std::pin::{Pin, pin};
use std::task::{Context, Poll};

use hyper::body::Incoming;
use hyper::client::conn::{TrySendError, http1};
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use super::body::RequestBody;

/// A connection to a replica.
pub(super) struct Connection {
    sender: http1::SendRequest<RequestBody>,
    /// What reads and writes; none once it has a task of its own, or has ended.
    driver: Option<Driver>,
}

type Driver = Pin<Box<dyn Future<Output = hyper::Result<()>> + Send + Sync>>;

impl fmt::Debug for Connection {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Connection").field("sender", &self.sender).finish_non_exhaustive()
    }
}

impl Connection {
    /// One on a socket.
    pub(super) async fn new(stream: TcpStream, longest_headers: usize) -> io::Result<Self> {
        let mut builder = http1::Builder::new();
        builder.max_header_size(longest_headers);
        let (sender, connection) = builder.handshake(TokioIo::new(stream)).await.map_err(io::Error::other)?;
        Ok(Self { sender, driver: Some(Box::pin(connection.with_upgrades())) })
    }

    /// Whether it is known to have ended.
    pub(super) fn is_closed(&self) -> bool {
        self.sender.is_closed()
    }

    /// Reads and writes what can be.
    pub(super) fn drive(&mut self, context: &mut Context<'_>) {
        // What goes wrong is told to those who sent something.
        if self.driver.as_mut().is_some_and(|driver| driver.as_mut().poll(context).is_ready()) {
            self.driver = None;
        }
    }

    /// Goes on by itself: for what has more to send than a request's headers, and when it is no more one of HTTP.
    pub(super) fn detach(&mut self) {
        if let Some(driver) = self.driver.take() {
            tokio::spawn(driver);
        }
    }

    /// Whether it takes another request: it is at rest, and open.
    pub(super) async fn is_ready(&mut self) -> bool {
        poll_fn(|context| {
            self.drive(context);
            let ready = self.sender.poll_ready(context);
            if ready.is_ready() {
                return ready;
            }
            self.drive(context);
            self.sender.poll_ready(context)
        })
        .await
        .is_ok()
    }

    /// Sends a request, and gives the answer when its headers are there.
    pub(super) async fn send(
        &mut self,
        request: Request<RequestBody>,
    ) -> Result<Response<Incoming>, TrySendError<Request<RequestBody>>> {
        if !matches!(request.body(), RequestBody::Empty) {
            self.detach();
        }
        let mut sent = pin!(self.sender.try_send_request(request));
        let driver = &mut self.driver;
        poll_fn(|context| {
            let Some(running) = driver else { return sent.as_mut().poll(context) };
            if running.as_mut().poll(context).is_ready() {
                *driver = None;
            }
            sent.as_mut().poll(context)
        })
        .await
    }

    /// Polls what is read of an answer, after what could be read of it was.
    pub(super) fn poll<T>(
        &mut self,
        context: &mut Context<'_>,
        mut read: impl FnMut(&mut Context<'_>) -> Poll<T>,
    ) -> Poll<T> {
        let polled = read(context);
        if polled.is_ready() || self.driver.is_none() {
            return polled;
        }
        self.drive(context);
        read(context)
    }
}
