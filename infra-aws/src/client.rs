//! The clients of the AWS services, and who calls.

use std::time::Duration;

use aws_config::SdkConfig;
use aws_config::timeout::TimeoutConfig;
use aws_sdk_ecs::config::ProvideCredentials;

use crate::Error;
use crate::error::chain;

/// The clients of one account and region.
#[derive(Clone, Debug)]
pub(crate) struct Clients {
    pub(crate) ecs: aws_sdk_ecs::Client,
    pub(crate) cloudformation: aws_sdk_cloudformation::Client,
    pub(crate) autoscaling: aws_sdk_applicationautoscaling::Client,
    /// What the clients are made of.
    pub(crate) config: SdkConfig,
    /// The account of the credentials.
    pub(crate) account: String,
    /// The region.
    pub(crate) region: String,
    /// The partition of both, as `aws` or `aws-cn`.
    pub(crate) partition: String,
}

impl Clients {
    /// Looks whether there are a region and credentials, and asks whose they are. `profile` is the one that the command
    /// line named.
    pub(crate) async fn connect(config: SdkConfig, profile: Option<&str>) -> Result<Self, Error> {
        let config = answered_in_time(config);
        let region = config.region().ok_or(Error::Region)?.to_string();
        let provider = config
            .credentials_provider()
            .ok_or_else(|| Error::Credentials("no AWS credentials: none configured".to_owned()))?;
        provider.provide_credentials().await.map_err(|error| {
            let profile = profile.map(|profile| format!("profile `{profile}`: ")).unwrap_or_default();
            Error::Credentials(format!("no AWS credentials: {profile}{}", chain(&error)))
        })?;
        let caller = aws_sdk_sts::Client::new(&config)
            .get_caller_identity()
            .send()
            .await
            .map_err(Error::api("sts:GetCallerIdentity"))?;
        let account = caller.account().unwrap_or_default().to_owned();
        Ok(Self { partition: partition(caller.arn().unwrap_or_default()), account, ..Self::of(config, &region) })
    }

    /// Clients with these settings, of nobody yet.
    pub(crate) fn of(config: SdkConfig, region: &str) -> Self {
        Self {
            ecs: aws_sdk_ecs::Client::new(&config),
            cloudformation: aws_sdk_cloudformation::Client::new(&config),
            autoscaling: aws_sdk_applicationautoscaling::Client::new(&config),
            account: String::new(),
            region: region.to_owned(),
            partition: partition(""),
            config,
        }
    }

    /// Where these clients act, in words.
    pub(crate) fn place(&self) -> String {
        format!("account {}, {}", self.account, self.region)
    }
}

/// How long one try of a call may take. AWS answers within seconds; a connection that died never does.
const LONGEST_TRY: Duration = Duration::from_mins(1);

/// The same settings, with a limit for each try of a call, where they have none.
fn answered_in_time(config: SdkConfig) -> SdkConfig {
    let timeouts = config.timeout_config().map_or_else(TimeoutConfig::builder, TimeoutConfig::to_builder);
    let limit = config.timeout_config().and_then(TimeoutConfig::operation_attempt_timeout).unwrap_or(LONGEST_TRY);
    config.to_builder().timeout_config(timeouts.operation_attempt_timeout(limit).build()).build()
}

/// The partition that an ARN names; `aws` where it names none.
fn partition(arn: &str) -> String {
    arn.split(':').nth(1).filter(|partition| !partition.is_empty()).unwrap_or("aws").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_partition_is_the_callers() {
        assert_eq!(partition("arn:aws-cn:iam::111122223333:user/ana"), "aws-cn");
        assert_eq!(partition(""), "aws");
    }
}
