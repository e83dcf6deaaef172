//! The protocols: what a request asks for, and how an answer is told.

mod json;
mod query;
mod rest;
mod web;
mod xml;

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use serde_json::Value;

use crate::error::{Answer, AwsError};

/// How a service speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Protocol {
    /// AWS JSON 1.1.
    Json,
    /// AWS Query, answered in XML.
    Query,
    /// EC2's kind of Query.
    Ec2,
    /// A path, answered in XML.
    Rest,
    /// A path, answered in JSON.
    RestJson,
    /// No service of AWS's: a GET.
    Web,
}

/// What a request asks for.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) protocol: Protocol,
    pub(crate) service: &'static str,
    pub(crate) operation: String,
    pub(crate) request: Value,
}

/// Reads a request.
pub(crate) fn decode(request: &HttpRequest) -> Result<Asked, AwsError> {
    if request.method() == "GET" {
        return if rest::is_one(request.uri()) { rest::decode(request.uri()) } else { Ok(web::decode(request)) };
    }
    let body = request.body().bytes().unwrap_or_default();
    match request.headers().get("x-amz-target") {
        Some(target) => json::decode(target, body),
        None => query::decode(request.uri(), body),
    }
}

/// Makes the response of an answer. `number` makes the request's id.
pub(crate) fn encode(asked: &Asked, answer: &Answer, number: u64) -> Result<HttpResponse, BoxError> {
    if asked.protocol == Protocol::Web {
        return web::encode(answer);
    }
    let id = format!("00000000-0000-4000-8000-{number:012x}");
    let mut code = None;
    let (status, kind, text) = match (asked.protocol, answer) {
        (Protocol::RestJson, answer) => {
            let (status, text, told) = rest::encode_json(answer);
            code = told;
            (status, "application/json", text)
        }
        (Protocol::Json, answer) => json::encode(answer),
        (protocol, Ok(answer)) => (200, "text/xml", xml::answer(protocol, asked, answer, &id)),
        (protocol, Err(error)) => (error.status, "text/xml", xml::error(protocol, error, &id)),
    };
    let mut response = HttpResponse::new(status.try_into()?, text.into());
    response.headers_mut().insert("content-type", kind);
    response.headers_mut().insert("x-amzn-requestid", id);
    if let Some(code) = code {
        response.headers_mut().insert("x-amzn-errortype", code.to_owned());
    }
    Ok(response)
}
