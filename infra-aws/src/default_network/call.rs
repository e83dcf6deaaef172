//! The call of EC2, with the settings, credentials and retries that the SDK's clients have.

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
use aws_sdk_ecs::error::{BoxError, ErrorMetadata};
use aws_smithy_query::QueryWriter;
use aws_smithy_runtime::client::orchestrator::operation::Operation;
use aws_smithy_runtime::client::retries::classifiers::{HttpStatusCodeClassifier, TransientErrorClassifier};
use aws_smithy_runtime::client::stalled_stream_protection::StalledStreamProtectionInterceptor;
use aws_smithy_runtime_api::client::auth::AuthSchemeOptionResolverParams;
use aws_smithy_runtime_api::client::auth::static_resolver::StaticAuthSchemeOptionResolver;
use aws_smithy_runtime_api::client::orchestrator::OrchestratorError;
use aws_smithy_runtime_api::client::runtime_plugin::StaticRuntimePlugin;
use aws_types::SigningName;
use aws_types::region::SigningRegion;
use aws_types::service_config::ServiceConfigKey;

use super::answer;

/// A call of EC2: a query in, the answer's text out.
pub(super) type Call = Operation<String, String, ErrorMetadata>;

const SERVICE: &str = "ec2";
const VERSION: &str = "2016-11-15";

/// The query for a page of default subnets: the first, or the one that `token` asks for.
pub(super) fn query(token: Option<&str>) -> String {
    let mut query = String::new();
    let mut writer = QueryWriter::new(&mut query, "DescribeSubnets", VERSION);
    writer.prefix("Filter.1.Name").string("default-for-az");
    writer.prefix("Filter.1.Value.1").string("true");
    if let Some(token) = token {
        writer.prefix("NextToken").string(token);
    }
    writer.finish();
    query
}

/// Where EC2 is: where the environment or the profile says, else where AWS has it.
pub(super) fn endpoint(config: &SdkConfig, region: &str) -> String {
    // An endpoint that was set in code counts more than one of the environment, even if that is EC2's own.
    let is_from_code = config.get_origin("endpoint_url").is_client_config();
    let own = if is_from_code { None } else { own_endpoint(config) };
    own.or_else(|| config.endpoint_url().map(str::to_owned)).unwrap_or_else(|| {
        let domain = if region.starts_with("cn-") { "amazonaws.com.cn" } else { "amazonaws.com" };
        format!("https://{SERVICE}.{region}.{domain}")
    })
}

/// The endpoint that the environment or the profile sets for EC2 alone.
fn own_endpoint(config: &SdkConfig) -> Option<String> {
    let key = ServiceConfigKey::builder().service_id("EC2").env("AWS_ENDPOINT_URL").profile("endpoint_url").build();
    config.service_config()?.load_config(key.ok()?)
}

/// The call `DescribeSubnets`.
pub(super) fn describe_subnets(config: &SdkConfig, region: &str) -> Call {
    Operation::builder()
        .service_name(SERVICE)
        .operation_name("DescribeSubnets")
        .endpoint_url(&endpoint(config, region))
        .with_connection_poisoning()
        .runtime_plugin(
            StaticRuntimePlugin::new()
                .with_config(settings(config, region).freeze())
                .with_runtime_components(components(config)),
        )
        .serializer(request)
        .deserializer(response)
        .build()
}

fn request(query: String) -> Result<HttpRequest, BoxError> {
    let mut request = HttpRequest::new(query.into());
    request.set_method("POST")?;
    request.headers_mut().insert("content-type", "application/x-www-form-urlencoded");
    Ok(request)
}

fn response(response: &HttpResponse) -> Result<String, OrchestratorError<ErrorMetadata>> {
    let text = String::from_utf8_lossy(response.body().bytes().unwrap_or_default());
    if response.status().is_success() {
        Ok(text.into_owned())
    } else {
        Err(OrchestratorError::operation(answer::error(response.status().as_u16(), &text)))
    }
}

fn settings(config: &SdkConfig, region: &str) -> Layer {
    let mut settings = Layer::new(SERVICE);
    settings
        .store_put(AuthSchemeOptionResolverParams::new(()))
        .store_put(ApiMetadata::new(SERVICE, VERSION))
        .store_put(SigV4OperationSigningConfig {
            region: Some(SigningRegion::from(Region::new(region.to_owned()))),
            name: Some(SigningName::from_static(SERVICE)),
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
    let mut components = RuntimeComponentsBuilder::new(SERVICE)
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

#[cfg(test)]
mod tests {
    use aws_types::service_config::LoadServiceConfig;

    use super::*;

    #[derive(Debug)]
    struct OfEc2;

    impl LoadServiceConfig for OfEc2 {
        fn load_config(&self, key: ServiceConfigKey<'_>) -> Option<String> {
            let names = (key.service_id(), key.env(), key.profile());
            (names == ("EC2", "AWS_ENDPOINT_URL", "endpoint_url")).then(|| "http://ec2.internal".to_owned())
        }
    }

    #[test]
    fn a_query_asks_for_default_subnets() {
        let first = "Action=DescribeSubnets&Version=2016-11-15&Filter.1.Name=default-for-az&Filter.1.Value.1=true";
        assert_eq!(query(None), first);
        assert_eq!(query(Some("a+b/c&d=")), format!("{first}&NextToken=a%2Bb%2Fc%26d%3D"));
    }

    #[test]
    fn the_most_specific_endpoint_counts() {
        let all = SdkConfig::builder().endpoint_url("http://all.internal").build();
        assert_eq!(endpoint(&all, "eu-central-1"), "http://all.internal");
        let own = all.into_builder().service_config(OfEc2).build();
        assert_eq!(endpoint(&own, "eu-central-1"), "http://ec2.internal");
    }

    #[test]
    fn without_an_endpoint_it_is_the_region_s() {
        let none = SdkConfig::builder().build();
        assert_eq!(endpoint(&none, "eu-central-1"), "https://ec2.eu-central-1.amazonaws.com");
        assert_eq!(endpoint(&none, "us-gov-west-1"), "https://ec2.us-gov-west-1.amazonaws.com");
        assert_eq!(endpoint(&none, "cn-north-1"), "https://ec2.cn-north-1.amazonaws.com.cn");
    }
}
