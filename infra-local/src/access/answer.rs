//! What is answered to a request.

use bytes::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Body;
use hyper::header::{
    ALLOW, AUTHORIZATION, CACHE_CONTROL, CONTENT_TYPE, HOST, HeaderMap, HeaderValue, LOCATION, ORIGIN,
};
use hyper::{Method, Request, Response, StatusCode};
use serde_json::{Value, json};

use super::{Access, Overrides, Runs, path};
use crate::page::is_loopback;

/// As long as ECS takes overrides, in bytes.
const LONGEST: usize = 8_192;

type Answer = Response<Full<Bytes>>;
type Refusal = (StatusCode, String);

/// What is answered to a request.
///
/// No page of a browser gets anything: it says where it is from, or knows no token.
pub(super) async fn answer<B>(runs: &impl Runs, access: &Access, request: Request<B>) -> Answer
where
    B: Body<Data = Bytes> + Send,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let answered = answered(runs, access, request).await;
    answered.unwrap_or_else(|(status, why)| of(status, &json!({ "error": why })))
}

async fn answered<B>(runs: &impl Runs, access: &Access, request: Request<B>) -> Result<Answer, Refusal>
where
    B: Body<Data = Bytes> + Send,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let host = request.headers().get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    if !(is_loopback(&request) || access.is_host(host)) || request.headers().contains_key(ORIGIN) {
        return Err((StatusCode::FORBIDDEN, "only processes of this machine run tasks".to_owned()));
    }
    let grant = bearer(request.headers()).and_then(|token| access.granted(token));
    let Some(grant) = grant else {
        return Err((StatusCode::UNAUTHORIZED, "the token is missing, or grants nothing (any more)".to_owned()));
    };
    let (head, body) = request.into_parts();
    let all = path(&grant.task);
    let id = match head.uri.path().strip_prefix(&all) {
        Some("") => None,
        Some(rest) => Some(rest.strip_prefix('/').filter(|id| !id.is_empty()).ok_or_else(|| unknown(&head.uri))?),
        None => return Err(unknown(&head.uri)),
    };
    match (&head.method, id) {
        (&Method::POST, None) => {
            let overrides = read(body).await?;
            if overrides.name.as_ref().is_some_and(|name| *name != grant.task) {
                return Err((
                    StatusCode::BAD_REQUEST,
                    format!("only the main container, `{}`, is changed", grant.task),
                ));
            }
            let refused = |why| (StatusCode::SERVICE_UNAVAILABLE, why);
            let begun = runs.begin(&grant, overrides).map_err(refused)?.ok_or_else(|| unknown(&head.uri))?;
            let host = head.headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
            let url = format!("http://{host}{all}/{}", begun.id);
            let mut started = of(StatusCode::CREATED, &json!({ "id": begun.id, "url": url }));
            started.headers_mut().extend(HeaderValue::from_str(&url).map(|url| (LOCATION, url)));
            Ok(started)
        }
        (&Method::GET | &Method::DELETE, Some(id)) => {
            if head.method == Method::DELETE {
                runs.stop(&grant.task, id);
            }
            let told = runs.told(&grant.task, id).ok_or_else(|| unknown(&head.uri))?;
            Ok(of(StatusCode::OK, &json!(told)))
        }
        (_, id) => {
            let why = "runs are started by POST, looked at by GET and stopped by DELETE";
            let mut refused = of(StatusCode::METHOD_NOT_ALLOWED, &json!({ "error": why }));
            let allowed = HeaderValue::from_static(if id.is_some() { "GET, DELETE" } else { "POST" });
            refused.headers_mut().insert(ALLOW, allowed);
            Ok(refused)
        }
    }
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// What is asked for; nothing is as good as `{}`.
async fn read<B>(body: B) -> Result<Overrides, Refusal>
where
    B: Body<Data = Bytes> + Send,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let whole = Limited::new(body, LONGEST).collect().await;
    let whole = whole.map_err(|error| match error.downcast_ref::<http_body_util::LengthLimitError>() {
        Some(_) => (StatusCode::PAYLOAD_TOO_LARGE, format!("ECS takes overrides of up to {LONGEST} bytes")),
        None => (StatusCode::BAD_REQUEST, error.to_string()),
    })?;
    let whole = whole.to_bytes();
    if whole.is_empty() {
        return Ok(Overrides::default());
    }
    let refuse =
        |error| (StatusCode::BAD_REQUEST, format!("`command` and `environment` as in a ContainerOverride: {error}"));
    serde_json::from_slice(&whole).map_err(refuse)
}

fn unknown(uri: &hyper::Uri) -> Refusal {
    (StatusCode::NOT_FOUND, format!("there is no {} that this token is for", uri.path()))
}

fn of(status: StatusCode, value: &Value) -> Answer {
    let mut answer = Response::new(Full::new(Bytes::from(format!("{value}\n"))));
    *answer.status_mut() = status;
    answer.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    answer.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    answer
}

#[cfg(test)]
mod tests;
