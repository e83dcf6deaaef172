//! Calls of services whose SDK crates are not taken: of each this project needs one operation, and the crate would cost
//! every user minutes at the first build. They are made with the parts that the SDK crates themselves are built on.

pub(crate) mod answer;
mod call;
mod escape;
pub(crate) mod plain;
mod service;
mod tree;

use aws_sdk_ecs::config::http::HttpRequest;
use aws_smithy_query::QueryWriter;
use serde_json::Value;

pub(crate) use escape::{decoded, encoded};
pub(crate) use service::{
    AUTO_SCALING, CERTIFICATE_MANAGER, CLOUDWATCH, EC2, ECR, ECS, EVENT_BRIDGE, FILE_SYSTEMS, IAM, LOAD_BALANCING,
    LOGS, ROUTE53, SCHEDULER, SECRETS_MANAGER, SERVICE_QUOTAS, SYSTEMS_MANAGER, Service, TAGGING,
};
pub(crate) use tree::{list, text};

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

/// The same, with the answer as a value: what stands in the operation's response.
pub(crate) async fn query_value(
    clients: &Clients,
    service: &'static Service,
    operation: &'static str,
    fill: impl FnOnce(&mut QueryWriter<'_>),
) -> Result<Value, Error> {
    let text = query(clients, service, operation, fill).await?;
    tree::of(&text).ok_or_else(|| Error::Answer { operation, what: "XML".to_owned() })
}

/// Calls an operation of a service that takes and answers JSON.
pub(crate) async fn json(
    clients: &Clients,
    service: &'static Service,
    operation: &'static str,
    body: &Value,
) -> Result<Value, Error> {
    json_in(clients, &clients.region, service, operation, body).await
}

/// The same in another region.
pub(crate) async fn json_in(
    clients: &Clients,
    region: &str,
    service: &'static Service,
    operation: &'static str,
    body: &Value,
) -> Result<Value, Error> {
    let mut request = request(body.to_string(), service.content);
    request.headers_mut().insert("x-amz-target", format!("{}.{}", service.target, action(operation)));
    let text = call::send(&clients.config, region, service, operation, request).await?;
    serde_json::from_str(&text).map_err(|_| Error::Answer { operation, what: "JSON".to_owned() })
}

/// Calls an operation that reads of a service which takes what is asked for in the path.
pub(crate) async fn get(
    clients: &Clients,
    service: &'static Service,
    operation: &'static str,
    path: &str,
) -> Result<String, Error> {
    let mut request = HttpRequest::new("".into());
    let made = request.set_method("GET").and_then(|()| request.set_uri(path));
    made.map_err(|error| Error::Answer { operation, what: format!("a request ({error})") })?;
    call::send(&clients.config, &clients.region, service, operation, request).await
}

/// The same, of a service that answers JSON.
pub(crate) async fn get_json(
    clients: &Clients,
    service: &'static Service,
    operation: &'static str,
    path: &str,
) -> Result<Value, Error> {
    let text = get(clients, service, operation, path).await?;
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
