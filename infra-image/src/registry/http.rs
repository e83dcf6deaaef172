//! The wire: requests and answers over HTTP/1.1, with or without TLS.

use std::error::Error;
use std::sync::OnceLock;
use std::sync::atomic::Ordering;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt, Limited};
use hyper::body::Incoming;
use hyper::header::{AUTHORIZATION, HeaderMap, HeaderValue, LOCATION, USER_AGENT};
use hyper::http::uri::Scheme;
use hyper::{Method, Request, Response, Uri};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;

use super::RegistryError;
use super::address;
use super::body::{Content, Outgoing};
use super::way::Way;

/// How long nothing may happen on a connection.
const PATIENCE: Duration = Duration::from_mins(1);

/// How long a connection may take.
const CONNECT: Duration = Duration::from_secs(15);

/// How often one is sent on.
const REDIRECTS: usize = 5;

/// What is asked. It can be asked again.
#[derive(Clone)]
pub(super) struct Call {
    pub(super) method: Method,
    pub(super) uri: Uri,
    pub(super) headers: HeaderMap,
    pub(super) content: Content,
    /// Whether it goes where the answer sends one on to.
    pub(super) follows: bool,
}

impl Call {
    pub(super) fn new(method: Method, uri: Uri) -> Self {
        Self { method, uri, headers: HeaderMap::new(), content: Content::Nothing, follows: true }
    }

    /// What is asked, in words for an error: without the query, which may hold a secret.
    pub(super) fn words(&self) -> String {
        format!("{} {}", self.method, self.uri.path())
    }
}

/// Connections that are kept open, with TLS and without.
pub(super) struct Http {
    plain: Client<HttpConnector, Outgoing>,
    secure: OnceLock<Client<HttpsConnector<Way>, Outgoing>>,
    /// Whether other machines may be spoken to without TLS.
    pub(super) unencrypted: bool,
}

impl Http {
    pub(super) fn new() -> Self {
        Self {
            plain: Client::builder(TokioExecutor::new()).build(connector()),
            secure: OnceLock::new(),
            unencrypted: false,
        }
    }

    /// Sends and follows where the answer sends one on to. Who asks is told to the first server only.
    pub(super) async fn exchange(
        &self,
        call: &Call,
        authorization: Option<&HeaderValue>,
    ) -> Result<Response<Incoming>, RegistryError> {
        let mut uri = call.uri.clone();
        for _ in 0..=REDIRECTS {
            let known = address::same_server(&uri, &call.uri);
            let response = self.once(call, &uri, authorization.filter(|_| known)).await?;
            let is_read = matches!(call.method, Method::GET | Method::HEAD);
            if !(is_read && call.follows && response.status().is_redirection()) {
                return Ok(response);
            }
            let location = response.headers().get(LOCATION).and_then(|location| location.to_str().ok());
            let to = location.and_then(|location| address::follow(&uri, location)).ok_or_else(|| {
                RegistryError::Malformed { registry: server(&uri), what: "it sends one on to nowhere".into() }
            })?;
            if uri.scheme() == Some(&Scheme::HTTPS) && to.scheme() != Some(&Scheme::HTTPS) {
                return Err(RegistryError::Unencrypted(server(&to)));
            }
            uri = to;
        }
        Err(RegistryError::Malformed { registry: server(&uri), what: "it sends one on without end".into() })
    }

    async fn once(
        &self,
        call: &Call,
        uri: &Uri,
        authorization: Option<&HeaderValue>,
    ) -> Result<Response<Incoming>, RegistryError> {
        let mut request = Request::new(call.content.body()?);
        *request.method_mut() = call.method.clone();
        *request.uri_mut() = uri.clone();
        *request.headers_mut() = call.headers.clone();
        request
            .headers_mut()
            .insert(USER_AGENT, HeaderValue::from_static(concat!("infra/", env!("CARGO_PKG_VERSION"))));
        if let Some(value) = authorization {
            request.headers_mut().insert(AUTHORIZATION, value.clone());
        }
        let mut answer = if uri.scheme() == Some(&Scheme::HTTPS) {
            self.secure(uri)?.request(request)
        } else if self.unencrypted || address::is_loopback(&server(uri)) {
            self.plain.request(request)
        } else {
            return Err(RegistryError::Unencrypted(server(uri)));
        };
        let sent = || match &call.content {
            Content::Part(part) => part.progress.sent.load(Ordering::Relaxed),
            _ => 0,
        };
        loop {
            let before = sent();
            match tokio::time::timeout(PATIENCE, &mut answer).await {
                Ok(answered) => return answered.map_err(|error| unreachable(uri, error)),
                Err(_) if sent() != before => {}
                Err(_) => return Err(silent(uri)),
            }
        }
    }

    fn secure(&self, uri: &Uri) -> Result<&Client<HttpsConnector<Way>, Outgoing>, RegistryError> {
        if let Some(client) = self.secure.get() {
            return Ok(client);
        }
        let with_roots = HttpsConnectorBuilder::new().with_native_roots().map_err(|error| unreachable(uri, error))?;
        let mut connector = connector();
        connector.enforce_http(false);
        let connector = with_roots.https_only().enable_http1().wrap_connector(Way::of_environment(connector));
        Ok(self.secure.get_or_init(|| Client::builder(TokioExecutor::new()).build(connector)))
    }
}

fn connector() -> HttpConnector {
    let mut connector = HttpConnector::new();
    connector.set_connect_timeout(Some(CONNECT));
    connector.set_nodelay(true);
    connector
}

/// The server of an address.
pub(super) fn server(uri: &Uri) -> String {
    uri.authority().map(|authority| authority.as_str().to_owned()).unwrap_or_default()
}

pub(super) fn unreachable(uri: &Uri, error: impl Into<Box<dyn Error + Send + Sync>>) -> RegistryError {
    RegistryError::Unreachable { registry: server(uri), source: error.into() }
}

fn silent(uri: &Uri) -> RegistryError {
    RegistryError::Silent { registry: server(uri), seconds: PATIENCE.as_secs() }
}

/// The next piece of an answer.
pub(super) async fn piece(uri: &Uri, body: &mut Incoming) -> Result<Option<Bytes>, RegistryError> {
    loop {
        let frame = tokio::time::timeout(PATIENCE, body.frame()).await.map_err(|_| silent(uri))?;
        match frame {
            None => return Ok(None),
            Some(Err(error)) => return Err(unreachable(uri, error)),
            // What is no data is a trailer.
            Some(Ok(frame)) => {
                if let Ok(data) = frame.into_data() {
                    return Ok(Some(data));
                }
            }
        }
    }
}

/// A whole answer, of at most this many bytes.
pub(super) async fn whole(uri: &Uri, body: Incoming, most: usize) -> Result<Bytes, RegistryError> {
    let collected =
        tokio::time::timeout(PATIENCE, Limited::new(body, most).collect()).await.map_err(|_| silent(uri))?;
    match collected {
        Ok(collected) => Ok(collected.to_bytes()),
        Err(error) if error.is::<http_body_util::LengthLimitError>() => {
            Err(RegistryError::Malformed { registry: server(uri), what: format!("it is longer than {most} bytes") })
        }
        Err(error) => Err(unreachable(uri, error)),
    }
}
