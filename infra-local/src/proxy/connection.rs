//! One connection of a client's.

use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::Duration;

use hyper::server::conn::{http1, http2};
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::time::Instant;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;

use super::activity::{Activity, Watched};
use super::listener::{Facing, Front};
use super::request;
use super::stream;

/// How long a client may take for the handshake of TLS.
const HANDSHAKE: Duration = Duration::from_secs(10);
/// What is read of a request before anything is done with it: more than its headers may have.
const BUFFER: usize = 128 * 1024;
/// The most that the headers of a request may have.
///
/// Source: "Quotas for your Application Load Balancers", HTTP headers: entire request header.
pub(super) const LONGEST_HEADERS: u32 = 64 * 1024;

/// What is known of a connection while its requests are answered.
#[derive(Debug)]
pub(super) struct Client {
    pub(super) peer: SocketAddr,
    pub(super) local: SocketAddr,
    pub(super) secure: bool,
    pub(super) activity: Arc<Activity>,
    /// How many requests wait for a replica: the connection is not idle then.
    waiting: AtomicUsize,
    facing: Arc<Facing>,
}

impl Client {
    /// What is done with requests that come now.
    pub(super) fn front(&self) -> Front {
        self.facing.front()
    }

    fn idle_time(&self) -> Duration {
        self.front().idle()
    }

    /// Until nothing was sent or received for as long as may be, and no request waits for a replica.
    async fn idle(&self) {
        let mut start = Instant::now();
        loop {
            self.activity.idle_since(start, || self.idle_time()).await;
            if self.waiting.load(Relaxed) == 0 {
                return;
            }
            // The time of the request is over as soon: then there is something to send.
            start = Instant::now();
        }
    }

    /// Counts a request as waiting until the guard is dropped.
    pub(super) fn wait(&self) -> Waiting<'_> {
        self.waiting.fetch_add(1, Relaxed);
        Waiting(self)
    }
}

/// A request that waits for a replica.
pub(super) struct Waiting<'a>(&'a Client);

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.waiting.fetch_sub(1, Relaxed);
    }
}

/// Serves a connection to its end. After the listener has closed, that is the end of the request that it is at.
pub(super) async fn serve(
    stream: TcpStream,
    peer: SocketAddr,
    facing: Arc<Facing>,
    tls: Option<Arc<ServerConfig>>,
    closed: watch::Receiver<()>,
) {
    let Ok(local) = stream.local_addr() else { return };
    let peer = SocketAddr::new(of_this_machine(peer.ip()), peer.port());
    // Without it small answers wait for the next one.
    let _ = stream.set_nodelay(true);
    let activity = Activity::new();
    let stream = Watched::new(stream, &activity);
    let client = Client { peer, local, secure: tls.is_some(), activity, waiting: AtomicUsize::new(0), facing };
    let Some(tls) = tls else { return speak(stream, client, false, closed).await };
    // Who begins otherwise than TLS does is not answered: neither does a load balancer.
    if let Ok(Ok(stream)) = tokio::time::timeout(HANDSHAKE, TlsAcceptor::from(tls).accept(stream)).await {
        let http2 = stream.get_ref().1.alpn_protocol() == Some(b"h2");
        speak(stream, client, http2, closed).await;
    }
}

/// The address of a client: this machine has one, by whichever name it is called. A load balancer has addresses of IPv4.
fn of_this_machine(client: IpAddr) -> IpAddr {
    let client = client.to_canonical();
    if client.is_ipv6() && client.is_loopback() { IpAddr::V4(Ipv4Addr::LOCALHOST) } else { client }
}

async fn speak(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    client: Client,
    http2: bool,
    closed: watch::Receiver<()>,
) {
    if let Front::Stream { group, unhealthy } = client.front() {
        return stream::pass(stream, (&group, unhealthy), &client.activity).await;
    }
    let client = Arc::new(client);
    let answering = Arc::clone(&client);
    let service = service_fn(move |request| {
        let client = Arc::clone(&answering);
        async move { Ok::<_, Infallible>(request::answer(&client, request).await) }
    });
    let stream = TokioIo::new(stream);
    if http2 {
        let mut builder = http2::Builder::new(TokioExecutor::new());
        builder.max_header_list_size(LONGEST_HEADERS);
        let connection = pin!(builder.serve_connection(stream, service));
        until_done(connection, |connection| connection.graceful_shutdown(), &client, closed).await;
    } else {
        let mut builder = http1::Builder::new();
        builder.max_buf_size(BUFFER);
        let connection = pin!(builder.serve_connection(stream, service).with_upgrades());
        until_done(connection, |connection| connection.graceful_shutdown(), &client, closed).await;
    }
}

async fn until_done<C: Future>(
    mut connection: Pin<&mut C>,
    finish: impl Fn(Pin<&mut C>),
    client: &Client,
    mut closed: watch::Receiver<()>,
) {
    let mut idle = pin!(client.idle());
    let mut finishing = false;
    loop {
        tokio::select! {
            biased;
            _ = connection.as_mut() => return,
            // Nobody sends: whoever writes to it is told when the connection is dropped.
            _ = closed.changed(), if !finishing => {
                finishing = true;
                finish(connection.as_mut());
            }
            () = idle.as_mut() => return,
        }
    }
}
