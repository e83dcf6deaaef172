//! The services that are called directly.

use aws_config::SdkConfig;
use aws_sdk_ecs::config::endpoint::{DefaultResolver, Params, ResolveEndpoint};
use aws_types::service_config::ServiceConfigKey;
use futures_util::FutureExt;

/// A service.
#[derive(Debug)]
pub(crate) struct Service {
    /// Its name in endpoints and signatures.
    pub(super) name: &'static str,
    /// Its name in the shared configuration files.
    pub(super) id: &'static str,
    /// The version of its API.
    pub(super) version: &'static str,
    /// What stands before the operation in the header of a JSON service.
    pub(super) target: &'static str,
}

/// EC2.
pub(crate) const EC2: Service = Service { name: "ec2", id: "EC2", version: "2016-11-15", target: "" };

/// EC2 Auto Scaling.
pub(crate) const AUTO_SCALING: Service =
    Service { name: "autoscaling", id: "Auto Scaling", version: "2011-01-01", target: "" };

/// CloudWatch.
pub(crate) const CLOUDWATCH: Service =
    Service { name: "monitoring", id: "CloudWatch", version: "2010-08-01", target: "" };

/// ECS. Its SDK crate is taken, but knows only the fields of the day on which it was made: what a patch may change goes as
/// it is.
pub(crate) const ECS: Service =
    Service { name: "ecs", id: "ECS", version: "2014-11-13", target: "AmazonEC2ContainerServiceV20141113" };

/// Elastic Load Balancing.
pub(crate) const LOAD_BALANCING: Service =
    Service { name: "elasticloadbalancing", id: "Elastic Load Balancing v2", version: "2015-12-01", target: "" };

/// IAM, which is one for all regions of a partition.
pub(crate) const IAM: Service = Service { name: IAM_NAME, id: "IAM", version: "2010-05-08", target: "" };

/// Route 53, which is one for all regions of a partition.
pub(crate) const ROUTE53: Service = Service { name: ROUTE53_NAME, id: "Route 53", version: "2013-04-01", target: "" };

/// The Resource Groups Tagging API.
pub(crate) const TAGGING: Service = Service {
    name: "tagging",
    id: "Resource Groups Tagging API",
    version: "2017-01-26",
    target: "ResourceGroupsTaggingAPI_20170126",
};

/// Elastic Container Registry.
pub(crate) const ECR: Service =
    Service { name: ECR_NAME, id: "ECR", version: "2015-09-21", target: "AmazonEC2ContainerRegistry_V20150921" };

/// CloudWatch Logs.
pub(crate) const LOGS: Service =
    Service { name: LOGS_NAME, id: "CloudWatch Logs", version: "2014-03-28", target: "Logs_20140328" };

/// Systems Manager.
pub(crate) const SYSTEMS_MANAGER: Service =
    Service { name: "ssm", id: "SSM", version: "2014-11-06", target: "AmazonSSM" };

/// Secrets Manager.
pub(crate) const SECRETS_MANAGER: Service =
    Service { name: "secretsmanager", id: "Secrets Manager", version: "2017-10-17", target: "secretsmanager" };

/// Certificate Manager.
pub(crate) const CERTIFICATE_MANAGER: Service =
    Service { name: "acm", id: "ACM", version: "2015-12-08", target: "CertificateManager" };

/// Service Quotas.
pub(crate) const SERVICE_QUOTAS: Service =
    Service { name: "servicequotas", id: "Service Quotas", version: "2019-06-24", target: "ServiceQuotasV20190624" };

/// The Cloud Control API, which reads resources of any type.
pub(crate) const CLOUD_CONTROL: Service =
    Service { name: "cloudcontrolapi", id: "CloudControl", version: "2021-09-30", target: "CloudApiService" };

const ECR_NAME: &str = "ecr";
const LOGS_NAME: &str = "logs";
const IAM_NAME: &str = "iam";
const ROUTE53_NAME: &str = "route53";

impl Service {
    /// The content type of its JSON.
    pub(super) fn content(&self) -> &'static str {
        if self.target == CLOUD_CONTROL.target { "application/x-amz-json-1.0" } else { "application/x-amz-json-1.1" }
    }

    /// The region for which a call is signed that is made for `region`.
    pub(super) fn home<'region>(&self, region: &'region str) -> &'region str {
        match region {
            _ if ![IAM_NAME, ROUTE53_NAME].contains(&self.name) => region,
            _ if region.starts_with("cn-") && self.name == ROUTE53_NAME => "cn-northwest-1",
            _ if region.starts_with("cn-") => "cn-north-1",
            _ if region.starts_with("us-gov-") => "us-gov-west-1",
            _ => "us-east-1",
        }
    }

    /// Where it is: where the environment or the profile says, else where AWS has it.
    pub(crate) fn endpoint(&self, config: &SdkConfig, region: &str) -> String {
        // An endpoint that was set in code counts more than one of the environment, even if that is the service's own.
        let is_from_code = config.get_origin("endpoint_url").is_client_config();
        let own = if is_from_code { None } else { self.own_endpoint(config) };
        let own = own.or_else(|| config.endpoint_url().map(str::to_owned)).or_else(|| self.of_sdk(config, region));
        own.unwrap_or_else(|| {
            let domain = if region.starts_with("cn-") { "amazonaws.com.cn" } else { "amazonaws.com" };
            match self.name {
                ECR_NAME => format!("https://api.ecr.{region}.{domain}"),
                IAM_NAME if region.starts_with("cn-") => format!("https://iam.cn-north-1.{domain}"),
                IAM_NAME if region.starts_with("us-gov-") => format!("https://iam.us-gov.{domain}"),
                IAM_NAME => format!("https://iam.{domain}"),
                ROUTE53_NAME if region.starts_with("us-gov-") => format!("https://route53.us-gov.{domain}"),
                ROUTE53_NAME => format!("https://route53.{domain}"),
                name => format!("https://{name}.{region}.{domain}"),
            }
        })
    }

    /// Where the SDK's own client finds the service: FIPS, dual stack, and partitions of their own.
    fn of_sdk(&self, config: &SdkConfig, region: &str) -> Option<String> {
        // The endpoints of the two differ in their names alone, but for what the government's regions call FIPS.
        if ![ECS.name, LOGS_NAME].contains(&self.name) {
            return None;
        }
        let place = Params::builder().region(region);
        let is_fips_anyway = self.name == LOGS_NAME && region.starts_with("us-gov-");
        let place = place.use_fips(config.use_fips().unwrap_or_default() && !is_fips_anyway);
        let place = place.use_dual_stack(config.use_dual_stack().unwrap_or_default()).build().ok()?;
        let endpoint = DefaultResolver::new().resolve_endpoint(&place).now_or_never()?.ok()?;
        Some(endpoint.url().replacen(ECS.name, self.name, 1))
    }

    /// The endpoint that the environment or the profile sets for the service alone.
    fn own_endpoint(&self, config: &SdkConfig) -> Option<String> {
        let key =
            ServiceConfigKey::builder().service_id(self.id).env("AWS_ENDPOINT_URL").profile("endpoint_url").build();
        config.service_config()?.load_config(key.ok()?)
    }
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
    fn the_most_specific_endpoint_counts() {
        let all = SdkConfig::builder().endpoint_url("http://all.internal").build();
        assert_eq!(EC2.endpoint(&all, "eu-central-1"), "http://all.internal");
        let own = all.into_builder().service_config(OfEc2).build();
        assert_eq!(EC2.endpoint(&own, "eu-central-1"), "http://ec2.internal");
        assert_eq!(TAGGING.endpoint(&own, "eu-central-1"), "http://all.internal");
    }

    #[test]
    fn what_a_partition_has_one_of_is_signed_for_its_region() {
        let none = SdkConfig::builder().build();
        for (region, endpoint, signed) in [
            ("eu-central-1", "https://route53.amazonaws.com", "us-east-1"),
            ("us-gov-east-1", "https://route53.us-gov.amazonaws.com", "us-gov-west-1"),
            ("cn-north-1", "https://route53.amazonaws.com.cn", "cn-northwest-1"),
        ] {
            assert_eq!(ROUTE53.endpoint(&none, region), endpoint);
            assert_eq!(ROUTE53.home(region), signed);
        }
        assert_eq!(EC2.home("eu-central-1"), "eu-central-1");
    }

    #[test]
    fn without_an_endpoint_it_is_the_region_s() {
        let none = SdkConfig::builder().build();
        assert_eq!(EC2.endpoint(&none, "eu-central-1"), "https://ec2.eu-central-1.amazonaws.com");
        assert_eq!(
            LOAD_BALANCING.endpoint(&none, "us-gov-west-1"),
            "https://elasticloadbalancing.us-gov-west-1.amazonaws.com"
        );
        assert_eq!(TAGGING.endpoint(&none, "cn-north-1"), "https://tagging.cn-north-1.amazonaws.com.cn");
        assert_eq!(ECR.endpoint(&none, "eu-central-1"), "https://api.ecr.eu-central-1.amazonaws.com");
    }

    #[test]
    fn iam_is_one_for_all_regions_of_a_partition() {
        let none = SdkConfig::builder().build();
        for (region, endpoint, home) in [
            ("eu-central-1", "https://iam.amazonaws.com", "us-east-1"),
            ("cn-northwest-1", "https://iam.cn-north-1.amazonaws.com.cn", "cn-north-1"),
            ("us-gov-east-1", "https://iam.us-gov.amazonaws.com", "us-gov-west-1"),
        ] {
            assert_eq!((IAM.endpoint(&none, region).as_str(), IAM.home(region)), (endpoint, home));
        }
        assert_eq!(ECR.home("eu-central-1"), "eu-central-1");
    }

    #[test]
    fn ecs_is_where_its_sdk_finds_it() {
        let config = SdkConfig::builder;
        assert_eq!(ECS.endpoint(&config().build(), "eu-west-1"), "https://ecs.eu-west-1.amazonaws.com");
        assert_eq!(ECS.endpoint(&config().build(), "cn-north-1"), "https://ecs.cn-north-1.amazonaws.com.cn");
        let fips = config().use_fips(true).build();
        assert_eq!(ECS.endpoint(&fips, "us-east-1"), "https://ecs-fips.us-east-1.amazonaws.com");
        let dual = config().use_dual_stack(true).build();
        assert_eq!(ECS.endpoint(&dual, "us-east-1"), "https://ecs.us-east-1.api.aws");
    }

    #[test]
    fn logs_are_where_their_own_sdk_finds_them() {
        let fips = SdkConfig::builder().use_fips(true).build();
        let dual = SdkConfig::builder().use_dual_stack(true).build();
        for (config, region, endpoint) in [
            (&fips, "us-east-1", "https://logs-fips.us-east-1.amazonaws.com"),
            (&fips, "us-gov-west-1", "https://logs.us-gov-west-1.amazonaws.com"),
            (&dual, "us-east-1", "https://logs.us-east-1.api.aws"),
        ] {
            assert_eq!(LOGS.endpoint(config, region), endpoint);
        }
    }
}
