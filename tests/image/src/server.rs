//! A server that answers as it is told: for what a real registry does not do on demand.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::http::request::Parts;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use infra_image::{CredentialSource, Credentials};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;

use crate::registry::quick;

/// The status of an answer that never comes: the request is not read to its end.
pub const HANG: u16 = 599;

/// What it says to a request; nothing where the request goes on to the server behind it.
type Answers = dyn Fn(&Parts) -> Option<Response<Full<Bytes>>> + Send + Sync;

/// A server of HTTP on this machine.
#[derive(Clone)]
pub struct Server {
    address: SocketAddr,
    heard: Arc<Mutex<Vec<Parts>>>,
    bodies: Arc<Mutex<Vec<Bytes>>>,
    hangs: Arc<Notify>,
}

impl Server {
    /// A server that answers by this function. What it does not answer goes on to the server behind it, if there is one.
    pub async fn start(
        behind: Option<SocketAddr>,
        answers: impl Fn(&Parts) -> Option<Response<Full<Bytes>>> + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let server = Self { address, heard: Arc::default(), bodies: Arc::default(), hangs: Arc::default() };
        let (hangs, bodies) = (Arc::clone(&server.hangs), Arc::clone(&server.bodies));
        let (heard, answers): (_, Arc<Answers>) = (Arc::clone(&server.heard), Arc::new(answers));
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let all = (Arc::clone(&heard), Arc::clone(&bodies), Arc::clone(&answers), Arc::clone(&hangs));
                let service = service_fn(move |request: Request<Incoming>| {
                    let (heard, bodies, answers, hangs) = all.clone();
                    async move {
                        let (parts, body) = request.into_parts();
                        let said = answers(&parts);
                        if said.as_ref().is_some_and(|said| said.status() == HANG) {
                            hangs.notify_one();
                            std::future::pending::<()>().await;
                        }
                        heard.lock().unwrap().push(parts.clone());
                        Ok::<_, Infallible>(match (said, behind) {
                            (Some(answer), _) => {
                                if let Ok(body) = body.collect().await {
                                    bodies.lock().unwrap().push(body.to_bytes());
                                }
                                answer
                            }
                            (None, Some(behind)) => forward(behind, parts, body).await,
                            (None, None) => answer(404, ""),
                        })
                    }
                });
                tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(client), service));
            }
        });
        server
    }

    /// Where it listens.
    #[must_use]
    pub fn host(&self) -> String {
        self.address.to_string()
    }

    /// Waits until it hangs.
    pub async fn hangs(&self) {
        tokio::time::timeout(Duration::from_mins(1), self.hangs.notified()).await.unwrap();
    }

    /// How many bytes came with what it was asked.
    #[must_use]
    pub fn received(&self) -> u64 {
        let length = |parts: &Parts| parts.headers.get("content-length")?.to_str().ok()?.parse::<u64>().ok();
        self.heard().iter().filter_map(length).sum()
    }

    /// From now on it counts anew what it is asked.
    pub fn forget(&self) {
        self.heard.lock().unwrap().clear();
        self.bodies.lock().unwrap().clear();
    }

    /// What it was asked, but for what it hangs at.
    #[must_use]
    pub fn heard(&self) -> Vec<Parts> {
        self.heard.lock().unwrap().clone()
    }

    /// The bodies of what it answered itself.
    #[must_use]
    pub fn bodies(&self) -> Vec<Bytes> {
        self.bodies.lock().unwrap().clone()
    }

    /// The product's client of it, without credentials.
    #[must_use]
    pub fn client(&self) -> infra_image::Registry {
        self.client_with(Arc::new(Credentials::Anonymous))
    }

    /// The product's client of it.
    #[must_use]
    pub fn client_with(&self, credentials: Arc<dyn CredentialSource>) -> infra_image::Registry {
        infra_image::Registry::with(self.host(), credentials, quick(), false)
    }
}

/// An answer.
#[must_use]
pub fn answer(status: u16, body: impl Into<Bytes>) -> Response<Full<Bytes>> {
    Response::builder().status(status).body(Full::new(body.into())).unwrap()
}

async fn forward(to: SocketAddr, parts: Parts, body: Incoming) -> Response<Full<Bytes>> {
    let stream = TcpStream::connect(to).await.unwrap();
    let (mut client, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.unwrap();
    tokio::spawn(connection);
    let (mut parts, body) = client.send_request(Request::from_parts(parts, body)).await.unwrap().into_parts();
    let body = body.collect().await.unwrap().to_bytes();
    // The answer to HEAD has the length of what it does not have.
    if body.is_empty() {
        parts.headers.remove("transfer-encoding");
    }
    Response::from_parts(parts, Full::new(body))
}
