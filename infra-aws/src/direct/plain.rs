//! Reading from the web, with the HTTP client that the SDK has, and without credentials.

use aws_config::SdkConfig;
use aws_sdk_ecs::config::http::{HttpRequest, HttpResponse};
use aws_sdk_ecs::error::{ErrorMetadata, SdkError};
use aws_smithy_runtime::client::orchestrator::operation::Operation;
use aws_smithy_runtime_api::client::orchestrator::OrchestratorError;

use crate::Error;

/// An answer, whatever its status.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// Where it says that authorisation is needed, and from whom. `WWW-Authenticate`.
    pub(crate) challenge: Option<String>,
    /// Where it says that the thing is. `Location`.
    pub(crate) location: Option<String>,
    /// In which region the bucket is that was asked for. `x-amz-bucket-region`.
    pub(crate) bucket_region: Option<String>,
    pub(crate) body: String,
}

/// What is called, as messages name it.
const OPERATION: &str = "https:GET";

/// Reads `url`, which begins with `https://`.
pub(crate) async fn get(config: &SdkConfig, url: &str, headers: &[(&'static str, String)]) -> Result<Answer, Error> {
    let foreign =
        || Error::Answer { operation: OPERATION, what: format!("an address that begins with https://: {url}") };
    let (host, path) = url.strip_prefix("https://").and_then(|rest| rest.split_once('/')).ok_or_else(foreign)?;
    let mut request = HttpRequest::new(Vec::new().into());
    request.set_uri(format!("/{path}")).map_err(|_| foreign())?;
    for (name, value) in headers {
        request.headers_mut().insert(*name, value.clone());
    }
    let mut operation = Operation::builder()
        .service_name("web")
        .operation_name("GET")
        .endpoint_url(&format!("https://{host}"))
        .no_auth()
        .no_retry();
    if let Some(client) = config.http_client() {
        operation = operation.http_client(client);
    }
    if let Some(sleep) = config.sleep_impl() {
        operation = operation.sleep_impl(sleep);
    }
    if let Some(timeouts) = config.timeout_config() {
        operation = operation.timeout_config(timeouts.clone());
    }
    let operation: Operation<HttpRequest, Answer, ErrorMetadata> =
        operation.serializer(Ok).deserializer(answer).build();
    let answered: Result<Answer, SdkError<ErrorMetadata, HttpResponse>> = operation.invoke(request).await;
    answered.map_err(Error::api(OPERATION))
}

#[expect(clippy::unnecessary_wraps, reason = "the form that an operation wants")]
fn answer(response: &HttpResponse) -> Result<Answer, OrchestratorError<ErrorMetadata>> {
    let header = |name: &str| response.headers().get(name).map(str::to_owned);
    Ok(Answer {
        status: response.status().as_u16(),
        challenge: header("www-authenticate"),
        location: header("location"),
        bucket_region: header("x-amz-bucket-region"),
        body: String::from_utf8_lossy(response.body().bytes().unwrap_or_default()).into_owned(),
    })
}
