//! A call with the settings, credentials and retries that the SDK's clients have.

use aws_config::{Region, SdkConfig};
use aws_runtime::auth::SigV4OperationSigningConfig;
use aws_runtime::auth::sigv4::{SCHEME_ID, SigV4AuthScheme};
use aws_runtime::retries::classifiers::AwsErrorCodeClassifier;
use aws_runtime::service_clock_skew::{
    DisableClockSkewCorrection, ServiceClockSkewClassifier, ServiceClockSkewInterceptor,
};
use aws_runtime::user_agent::{ApiMetadata, UserAgentInterceptor};
use aws_sdk_ecs::config::http::{HttpRequest, HttpResponse};
use aws_sdk_ecs::config::{Layer, RuntimeComponentsBuilder};
use aws_sdk_ecs::error::{ErrorMetadata, SdkError};
use aws_smithy_runtime::client::orchestrator::operation::Operation;
use aws_smithy_runtime::client::retries::classifiers::{HttpStatusCodeClassifier, TransientErrorClassifier};
use aws_smithy_runtime::client::stalled_stream_protection::StalledStreamProtectionInterceptor;
use aws_smithy_runtime_api::client::auth::AuthSchemeOptionResolverParams;
use aws_smithy_runtime_api::client::auth::static_resolver::StaticAuthSchemeOptionResolver;
use aws_smithy_runtime_api::client::orchestrator::OrchestratorError;
use aws_smithy_runtime_api::client::runtime_plugin::StaticRuntimePlugin;
use aws_types::SigningName;
use aws_types::region::SigningRegion;

use super::{Service, answer};
use crate::Error;

/// A call: a body in, the answer's text out.
type Call = Operation<HttpRequest, String, ErrorMetadata>;

/// Sends `body` to a service and gives the answer's text.
pub(super) async fn send(
    config: &SdkConfig,
    region: &str,
    service: &'static Service,
    operation: &'static str,
    request: HttpRequest,
) -> Result<String, Error> {
    let called: Result<String, SdkError<ErrorMetadata, HttpResponse>> =
        call(config, region, service, operation).invoke(request).await;
    called.map_err(Error::api(operation))
}

fn call(config: &SdkConfig, region: &str, service: &'static Service, operation: &'static str) -> Call {
    Operation::builder()
        .service_name(service.name)
        .operation_name(operation)
        .endpoint_url(&service.endpoint(config, region))
        .with_connection_poisoning()
        .runtime_plugin(
            StaticRuntimePlugin::new()
                .with_config(settings(config, region, service).freeze())
                .with_runtime_components(components(config)),
        )
        .serializer(Ok)
        .deserializer(response)
        .build()
}

fn response(response: &HttpResponse) -> Result<String, OrchestratorError<ErrorMetadata>> {
    let text = String::from_utf8_lossy(response.body().bytes().unwrap_or_default());
    if response.status().is_success() {
        Ok(text.into_owned())
    } else {
        let kind = response.headers().get("x-amzn-errortype");
        Err(OrchestratorError::operation(answer::error(response.status().as_u16(), kind, &text)))
    }
}

fn settings(config: &SdkConfig, region: &str, service: &'static Service) -> Layer {
    let mut settings = Layer::new(service.name);
    settings
        .store_put(AuthSchemeOptionResolverParams::new(()))
        .store_put(ApiMetadata::new(service.name, service.version))
        .store_put(SigV4OperationSigningConfig {
            region: Some(SigningRegion::from(Region::new(service.home(region).to_owned()))),
            name: Some(SigningName::from_static(service.name)),
            ..Default::default()
        });
    // What is not set stays as it is by default.
    if let Some(retries) = config.retry_config() {
        settings.store_put(retries.clone());
    }
    if let Some(timeouts) = config.timeout_config() {
        settings.store_put(timeouts.clone());
    }
    if let Some(protection) = config.stalled_stream_protection() {
        settings.store_put(protection);
    }
    if let Some(disable) = config.disable_clock_skew_correction() {
        settings.store_put(DisableClockSkewCorrection::from(disable));
    }
    settings
}

fn components(config: &SdkConfig) -> RuntimeComponentsBuilder {
    let mut components = RuntimeComponentsBuilder::new("direct")
        .with_auth_scheme_option_resolver(Some(StaticAuthSchemeOptionResolver::new(vec![SCHEME_ID])))
        .with_auth_scheme(SigV4AuthScheme::new())
        .with_identity_cache(config.identity_cache())
        .with_http_client(config.http_client())
        .with_sleep_impl(config.sleep_impl())
        .with_time_source(config.time_source())
        .with_interceptor(StalledStreamProtectionInterceptor::default())
        .with_interceptor(ServiceClockSkewInterceptor::new())
        .with_interceptor(UserAgentInterceptor::new())
        .with_retry_classifier(HttpStatusCodeClassifier::default())
        .with_retry_classifier(TransientErrorClassifier::<ErrorMetadata>::new())
        .with_retry_classifier(AwsErrorCodeClassifier::<ErrorMetadata>::new())
        .with_retry_classifier(ServiceClockSkewClassifier::<ErrorMetadata>::new());
    if let Some(credentials) = config.credentials_provider() {
        components.set_identity_resolver(SCHEME_ID, credentials);
    }
    components
}
