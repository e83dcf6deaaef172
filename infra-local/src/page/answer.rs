//! What is answered to a request.

use std::convert::Infallible;
use std::sync::Arc;

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::body::Body;
use hyper::header::{ALLOW, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderValue, X_CONTENT_TYPE_OPTIONS};
use hyper::{Method, Request, Response, StatusCode};

use super::{Lines, Source, events, host, view};
use crate::chunks::Chunks;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");
/// Nothing of elsewhere is loaded, no script but that of the page runs, and nobody else shows the page within theirs.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; base-uri 'none'; \
                      form-action 'none'; frame-ancestors 'none'";

/// What is answered to a request.
pub(super) async fn answer<S: Source, B>(source: &Arc<S>, request: Request<B>) -> Response<Chunks> {
    if !host::is_loopback(&request) {
        return text(StatusCode::FORBIDDEN, "This page is only shown by http://localhost and http://127.0.0.1.\n");
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let mut refused = text(StatusCode::METHOD_NOT_ALLOWED, "This page only shows.\n");
        refused.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
        return refused;
    }
    match request.uri().path() {
        "/" => page(source).await,
        "/events" => of("text/event-stream", events::of(Arc::clone(source))),
        "/page.css" => of("text/css", full(STYLE)),
        "/page.js" => of("text/javascript", full(SCRIPT)),
        _ => text(StatusCode::NOT_FOUND, "There is no such page.\n"),
    }
}

/// The whole page, as it is now.
async fn page<S: Source>(source: &Arc<S>) -> Response<Chunks> {
    let mut lines = source.lines();
    let (look, lines) = tokio::join!(source.look(), lines.more());
    of("text/html", full(view::page(&look, view::last(&lines)).into_string()))
}

fn text(status: StatusCode, text: &'static str) -> Response<Chunks> {
    let mut answer = of("text/plain", full(text));
    *answer.status_mut() = status;
    answer
}

fn of(kind: &'static str, body: impl Body<Data = Bytes, Error = Infallible> + Send + 'static) -> Response<Chunks> {
    let mut answer = Response::new(body.boxed_unsync());
    let headers = answer.headers_mut();
    let kind = HeaderValue::from_str(&format!("{kind}; charset=utf-8"));
    headers.extend(kind.map(|kind| (CONTENT_TYPE, kind)));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    answer
}

fn full(text: impl Into<Bytes>) -> Full<Bytes> {
    Full::new(text.into())
}
