//! A replica of a service, in the process of the test.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use bytes::Bytes;
use futures_util::Stream;
use http_body_util::combinators::BoxBody;
use http_body_util::{BodyExt, Empty, Full, StreamBody};
use hyper::body::{Frame, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use infra_local::proxy::Target;
use tokio::net::TcpListener;
use tokio::task::JoinSet;

/// The body of an answer.
pub type Body = BoxBody<Bytes, Broken>;

/// Why a body breaks off.
pub type Broken = Box<dyn std::error::Error + Send + Sync>;

/// A replica that answers as a test says. When it is dropped, it is killed: its connections break.
#[derive(Debug)]
pub struct Replica {
    /// Its id.
    pub id: String,
    /// Where it listens.
    pub address: SocketAddr,
    connections: Arc<AtomicUsize>,
    task: tokio::task::JoinHandle<()>,
}

impl Replica {
    /// One that answers with its id.
    pub async fn named(id: &str) -> Self {
        let name = id.to_owned();
        Self::start(id, move |_| {
            let name = name.clone();
            async move { Response::new(full(name)) }
        })
        .await
    }

    /// One that answers as `answer` says.
    pub async fn start<A, F>(id: &str, answer: A) -> Self
    where
        A: Fn(Request<Incoming>) -> F + Clone + Send + Sync + 'static,
        F: Future<Output = Response<Body>> + Send + 'static,
    {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let connections = Arc::new(AtomicUsize::new(0));
        let seen = Arc::clone(&connections);
        let task = tokio::spawn(async move {
            // They are aborted with this task.
            let mut open = JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                seen.fetch_add(1, Ordering::SeqCst);
                let _ = stream.set_nodelay(true);
                let answer = answer.clone();
                let service = service_fn(move |request| {
                    let answered = answer(request);
                    async move { Ok::<_, Infallible>(answered.await) }
                });
                open.spawn(async move {
                    let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).with_upgrades().await;
                });
            }
        });
        Self { id: id.to_owned(), address, connections, task }
    }

    /// It as a target.
    #[must_use]
    pub fn target(&self) -> Target {
        Target::new(&self.id, self.address)
    }

    /// How many connections it has had.
    #[must_use]
    pub fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }
}

impl Drop for Replica {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// A whole body.
pub fn full(bytes: impl Into<Bytes>) -> Body {
    Full::new(bytes.into()).map_err(|never| match never {}).boxed()
}

/// No body.
#[must_use]
pub fn empty() -> Body {
    Empty::new().map_err(|never| match never {}).boxed()
}

/// An answer with these words.
pub fn say(words: impl Into<Bytes>) -> Response<Body> {
    Response::new(full(words))
}

/// A body that comes in pieces.
pub fn pieces(stream: impl Stream<Item = Result<Frame<Bytes>, Broken>> + Send + Sync + 'static) -> Body {
    StreamBody::new(stream).boxed()
}
