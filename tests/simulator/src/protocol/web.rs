//! What is read from the web: a GET, answered with a status, headers and a body.

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use serde_json::json;

use super::{Asked, Protocol};
use crate::error::Answer;
use crate::text::Request;

pub(super) fn decode(request: &HttpRequest) -> Asked {
    let authorization = request.headers().get("authorization").unwrap_or_default();
    Asked {
        protocol: Protocol::Web,
        service: "web",
        operation: "GetUrl".to_owned(),
        request: json!({ "url": request.uri(), "authorization": authorization }),
    }
}

pub(super) fn encode(answer: &Answer) -> Result<HttpResponse, BoxError> {
    let told = match answer {
        Ok(told) => told.clone(),
        Err(error) => json!({ "status": error.status, "body": error.message }),
    };
    let status = u16::try_from(told.number("status").unwrap_or(200))?;
    let mut response = HttpResponse::new(status.try_into()?, told.text("body").to_owned().into());
    for (name, value) in told.get("headers").and_then(|headers| headers.as_object()).into_iter().flatten() {
        response.headers_mut().insert(name.clone(), value.as_str().unwrap_or_default().to_owned());
    }
    Ok(response)
}
