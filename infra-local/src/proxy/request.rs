//! What is done with one request.

use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;

use hyper::body::Incoming;
use hyper::header::{HOST, HeaderValue};
use hyper::http::uri::PathAndQuery;
use hyper::{HeaderMap, Method, Request, Response, Uri, Version};
use infra_core::balance::{self, Headers, rest_of_path};

use super::answer::{self, Own, Voice};
use super::balancer::Balancing;
use super::body::AnswerBody;
use super::connection::{Client, LONGEST_HEADERS};
use super::forward::{Forward, forward};
use super::group::Group;
use super::headers::{Origin, has_too_many_addresses};
use super::listener::Front;

/// The most that a line of a request, and one of its headers, may have.
///
/// Source: "Quotas for your Application Load Balancers", HTTP headers: request line, single header.
const LONGEST_LINE: usize = 16 * 1024;

/// Answers a request.
pub(super) async fn answer(client: &Client, request: Request<Incoming>) -> Response<AnswerBody> {
    match client.front() {
        Front::Balancer { balancing, redirect } => {
            balancing.requests.fetch_add(1, Relaxed);
            let request = match accept(request, client) {
                Ok(request) => request,
                Err(own) => {
                    balancing.refused.fetch_add(1, Relaxed);
                    return own.response(Voice::Balancer);
                }
            };
            match redirect {
                Some(port) => {
                    balancing.redirected.fetch_add(1, Relaxed);
                    answer::moved(&location(&request, port.load(Relaxed)))
                }
                None => balance(client, &balancing, request).await,
            }
        }
        Front::Endpoint { group } => match accept(request, client) {
            Ok(request) => forward(client, &group, request, Forward::between_services()).await,
            Err(own) => own.response(Voice::Mesh),
        },
        // A listener that has become one for streams.
        Front::Stream { .. } => Own::NoReplica.response(Voice::Balancer),
    }
}

/// Leads a request where the rules say.
async fn balance(client: &Client, balancing: &Balancing, mut request: Request<Incoming>) -> Response<AnswerBody> {
    let Some((group, path)) = destination(client, balancing, &request) else {
        balancing.unmatched.fetch_add(1, Relaxed);
        return answer::not_found();
    };
    if let Some(path) = path {
        *request.uri_mut() = Uri::from(path);
    }
    let origin = Origin { client: client.peer.ip(), port: client.local.port(), secure: client.secure };
    forward(client, &group, request, Forward::of_balancer(balancing.idle(), origin)).await
}

/// Where the rules lead a request, with its path where that is changed.
fn destination(
    client: &Client,
    balancing: &Balancing,
    request: &Request<Incoming>,
) -> Option<(Arc<Group>, Option<PathAndQuery>)> {
    let asked = balance::Request {
        method: request.method().as_str(),
        path: request.uri().path(),
        query: request.uri().query(),
        host: request.headers().get(HOST).and_then(|host| host.to_str().ok()),
        headers: &Fields(request.headers()),
        source: client.peer.ip(),
    };
    let rules = balancing.rules();
    let (_, destination) = balance::first(&rules, &asked)?;
    let rest = destination.strip.as_ref().and_then(|pattern| rest_of_path(pattern, asked.path));
    let path = rest.and_then(|rest| match asked.query {
        Some(query) => PathAndQuery::try_from(format!("{rest}?{query}")).ok(),
        None => PathAndQuery::try_from(rest).ok(),
    });
    Some((Arc::clone(&destination.group), path))
}

/// The request, with its host as a header and its path alone as its target; else why it is refused.
///
/// Source: User Guide for Application Load Balancers, "The load balancer generates an HTTP error".
fn accept(mut request: Request<Incoming>, client: &Client) -> Result<Request<Incoming>, Own> {
    if request.method() == Method::TRACE {
        return Err(Own::Method);
    }
    if request.method() == Method::CONNECT {
        return Err(Own::BadRequest);
    }
    let line = request.method().as_str().len() + request.uri().path_and_query().map_or(0, |path| path.as_str().len());
    if line > LONGEST_LINE {
        return Err(Own::PathTooLong);
    }
    let lengths = || request.headers().iter().map(|(name, value)| name.as_str().len() + value.len() + ": \r\n".len());
    if lengths().any(|length| length > LONGEST_LINE) || lengths().sum::<usize>() + line > LONGEST_HEADERS as usize {
        return Err(Own::BadRequest);
    }
    if has_too_many_addresses(request.headers()) {
        return Err(Own::TooManyAddresses);
    }
    // What is named in the target counts more than the header (RFC 9112 §3.2.2).
    let named = request.uri().authority().and_then(|authority| HeaderValue::from_str(authority.as_str()).ok());
    let hosts = request.headers().get_all(HOST).iter().count();
    match named {
        Some(host) => drop(request.headers_mut().insert(HOST, host)),
        None if hosts == 1 => {}
        None if hosts == 0 && request.version() < Version::HTTP_11 => {
            let host = HeaderValue::from_str(&client.local.to_string()).map_err(|_| Own::BadRequest)?;
            request.headers_mut().insert(HOST, host);
        }
        None => return Err(Own::BadRequest),
    }
    let path = request.uri().path_and_query().cloned().unwrap_or(PathAndQuery::from_static("/"));
    *request.uri_mut() = Uri::from(path);
    Ok(request)
}

/// Where a request is redirected to: `https://#{host}:port/#{path}?#{query}`, as the template of a listener says.
fn location(request: &Request<Incoming>, port: u16) -> String {
    let host = request.headers().get(HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
    let end = host.rfind(':').filter(|colon| *colon > host.rfind(']').unwrap_or_default()).unwrap_or(host.len());
    let host = host.get(..end).unwrap_or(host);
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
    format!("https://{host}:{port}{path}")
}

/// The headers of a request, to be compared.
struct Fields<'a>(&'a HeaderMap);

impl Headers for Fields<'_> {
    fn any(&self, name: &str, does: &mut dyn FnMut(&[u8]) -> bool) -> bool {
        self.0.get_all(name).iter().any(|value| does(value.as_bytes()))
    }
}
