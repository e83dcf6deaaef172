//! The clients of the AWS services, and who calls.

use aws_config::profile::ProfileFileCredentialsProvider;
use aws_config::retry::RetryConfig;
use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_sdk_ecs::config::ProvideCredentials;

use crate::Error;
use crate::error::chain;

/// What a command line says about where to act.
#[derive(Clone, Debug, Default)]
pub(crate) struct Place {
    /// The region; without one, the environment's or the profile's.
    pub(crate) region: Option<String>,
    /// The profile of the shared configuration files; without one, the environment's.
    pub(crate) profile: Option<String>,
}

/// The clients of one account and region.
#[derive(Clone, Debug)]
pub(crate) struct Clients {
    pub(crate) ecs: aws_sdk_ecs::Client,
    pub(crate) cloudformation: aws_sdk_cloudformation::Client,
    pub(crate) autoscaling: aws_sdk_applicationautoscaling::Client,
    pub(crate) logs: aws_sdk_cloudwatchlogs::Client,
    /// What the clients are made of.
    pub(crate) config: SdkConfig,
    /// The account of the credentials.
    pub(crate) account: String,
    /// The region.
    pub(crate) region: String,
    /// The partition of both, as `aws` or `aws-cn`.
    pub(crate) partition: String,
}

/// How often a call is tried: throttling is answered by waiting, each time twice as long up to 20 seconds. (The SDK's
/// adaptive mode also slows down every later call, so that two throttled ones make a deploy take half a minute longer.)
const ATTEMPTS: u32 = 8;
/// The variable by which every AWS tool is told another number.
const ATTEMPTS_VARIABLE: &str = "AWS_MAX_ATTEMPTS";

impl Clients {
    /// Loads credentials and region as every AWS tool does, and asks whose they are.
    pub(crate) async fn connect(place: &Place) -> Result<Self, Error> {
        let mut loader = aws_config::defaults(BehaviorVersion::latest())
            .retry_config(RetryConfig::standard().with_max_attempts(attempts(std::env::var(ATTEMPTS_VARIABLE).ok())));
        if let Some(region) = &place.region {
            loader = loader.region(Region::new(region.clone()));
        }
        if let Some(profile) = &place.profile {
            // A profile that is named counts before credentials in the environment, as for every AWS tool.
            let provider = ProfileFileCredentialsProvider::builder().profile_name(profile).build();
            loader = loader.profile_name(profile).credentials_provider(provider);
        }
        let config = loader.load().await;
        let region = config.region().ok_or(Error::Region)?.to_string();
        let provider = config.credentials_provider().ok_or_else(|| Error::Credentials("none configured".to_owned()))?;
        provider.provide_credentials().await.map_err(|error| {
            let profile = place.profile.as_ref().map(|profile| format!("profile `{profile}`: ")).unwrap_or_default();
            Error::Credentials(format!("{profile}{}", chain(&error)))
        })?;
        let caller = aws_sdk_sts::Client::new(&config)
            .get_caller_identity()
            .send()
            .await
            .map_err(Error::api("sts:GetCallerIdentity"))?;
        let account = caller.account().unwrap_or_default().to_owned();
        Ok(Self {
            ecs: aws_sdk_ecs::Client::new(&config),
            cloudformation: aws_sdk_cloudformation::Client::new(&config),
            autoscaling: aws_sdk_applicationautoscaling::Client::new(&config),
            logs: aws_sdk_cloudwatchlogs::Client::new(&config),
            partition: partition(caller.arn().unwrap_or_default()),
            account,
            region,
            config,
        })
    }

    /// Where these clients act, in words.
    pub(crate) fn place(&self) -> String {
        format!("account {}, {}", self.account, self.region)
    }
}

/// The partition that an ARN names; `aws` where it names none.
fn partition(arn: &str) -> String {
    arn.split(':').nth(1).filter(|partition| !partition.is_empty()).unwrap_or("aws").to_owned()
}

/// How often a call is tried, where the environment may say it.
fn attempts(told: Option<String>) -> u32 {
    told.and_then(|told| told.parse().ok()).filter(|attempts| *attempts > 0).unwrap_or(ATTEMPTS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_partition_is_the_callers() {
        assert_eq!(partition("arn:aws-cn:iam::111122223333:user/ana"), "aws-cn");
        assert_eq!(partition(""), "aws");
    }

    #[test]
    fn the_environment_may_say_how_often_a_call_is_tried() {
        assert_eq!(attempts(Some("3".to_owned())), 3);
        for nothing in [None, Some("0".to_owned()), Some("often".to_owned())] {
            assert_eq!(attempts(nothing), ATTEMPTS);
        }
    }
}
