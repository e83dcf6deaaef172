//! Calls of services whose SDK crates are not taken: of each this project needs one operation, and the crate would cost
//! every user minutes at the first build. They are made with the parts that the SDK crates themselves are built on.

pub(crate) mod answer;
mod call;
mod service;

use aws_sdk_ecs::config::http::HttpRequest;
use aws_smithy_query::QueryWriter;
use serde_json::Value;

pub(crate) use service::{AUTO_SCALING, EC2, ECS, LOAD_BALANCING, Service, TAGGING};

use crate::Error;
use crate::client::Clients;

/// Calls an operation of a service that takes queries and answers XML. `operation` is as IAM names it, `fill` writes
/// the parameters.
pub(crate) async fn query(
    clients: &Clients,
    service: &'static Service,
    operation: &'static str,
    fill: impl FnOnce(&mut QueryWriter<'_>),
) -> Result<String, Error> {
    let mut body = String::new();
    let mut writer = QueryWriter::new(&mut body, action(operation), service.version);
    fill(&mut writer);
    writer.finish();
    let request = request(body, "application/x-www-form-urlencoded");
    call::send(&clients.config, &clients.region, service, operation, request).await
}

/// Calls an operation of a service that takes and answers JSON.
pub(crate) async fn json(
    clients: &Clients,
    service: &'static Service,
    operation: &'static str,
    body: &Value,
) -> Result<Value, Error> {
    let mut request = request(body.to_string(), "application/x-amz-json-1.1");
    request.headers_mut().insert("x-amz-target", format!("{}.{}", service.target, action(operation)));
    let text = call::send(&clients.config, &clients.region, service, operation, request).await?;
    serde_json::from_str(&text).map_err(|_| Error::Answer { operation, what: "JSON".to_owned() })
}

/// The operation without the service in front of it.
fn action(operation: &'static str) -> &'static str {
    operation.split_once(':').map_or(operation, |(_, action)| action)
}

fn request(body: String, content: &'static str) -> HttpRequest {
    let mut request = HttpRequest::new(body.into());
    // It is one of HTTP's own methods.
    if let Err(error) = request.set_method("POST") {
        debug_assert!(false, "{error}");
    }
    request.headers_mut().insert("content-type", content);
    request
}
