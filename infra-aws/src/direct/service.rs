//! The services that are called directly.

use aws_config::SdkConfig;
use aws_sdk_ecs::config::endpoint::{DefaultResolver, Params, ResolveEndpoint};
use aws_types::service_config::ServiceConfigKey;
use futures_util::FutureExt;

/// A service.
#[derive(Debug)]
pub(crate) struct Service {
    /// Its name in signatures.
    pub(super) name: &'static str,
    /// Its name in the shared configuration files.
    pub(super) id: &'static str,
    /// The version of its API.
    pub(super) version: &'static str,
    /// What stands before the operation in the header of a JSON service.
    pub(super) target: &'static str,
    /// The content type of its JSON.
    pub(super) content: &'static str,
    /// Where it is.
    place: Place,
}

/// Where a service is.
#[derive(Debug)]
enum Place {
    /// In each region, at the host that begins so.
    Regions(&'static str),
    /// In one region of each partition, for all of them.
    Partitions(Homes),
    /// Where the SDK's own client finds ECS, but for the name: FIPS, dual stack, and partitions of their own.
    AsEcs {
        /// Whether the government's regions have FIPS under the plain name.
        government_is_fips: bool,
    },
}

/// Where a service is that a partition has one of.
#[derive(Debug)]
struct Homes {
    aws: Home,
    china: Home,
    government: Home,
}

/// The one place of a service in a partition.
#[derive(Debug)]
struct Home {
    /// The region for which calls are signed.
    region: &'static str,
    host: &'static str,
}

/// EC2.
pub(crate) const EC2: Service = Service::of("ec2", "EC2", "2016-11-15");

/// EC2 Auto Scaling.
pub(crate) const AUTO_SCALING: Service = Service::of("autoscaling", "Auto Scaling", "2011-01-01");

/// CloudWatch.
pub(crate) const CLOUDWATCH: Service = Service::of("monitoring", "CloudWatch", "2010-08-01");

/// ECS. Its SDK crate is taken, but knows only the fields of the day on which it was made: what a patch may change goes as
/// it is.
pub(crate) const ECS: Service = Service {
    target: "AmazonEC2ContainerServiceV20141113",
    place: Place::AsEcs { government_is_fips: false },
    ..Service::of("ecs", "ECS", "2014-11-13")
};

/// Elastic File System.
pub(crate) const FILE_SYSTEMS: Service = Service::of("elasticfilesystem", "EFS", "2015-02-01");

/// Elastic Load Balancing.
pub(crate) const LOAD_BALANCING: Service =
    Service::of("elasticloadbalancing", "Elastic Load Balancing v2", "2015-12-01");

/// IAM.
pub(crate) const IAM: Service = Service {
    place: Place::Partitions(Homes {
        aws: Home { region: "us-east-1", host: "iam.amazonaws.com" },
        china: Home { region: "cn-north-1", host: "iam.cn-north-1.amazonaws.com.cn" },
        government: Home { region: "us-gov-west-1", host: "iam.us-gov.amazonaws.com" },
    }),
    ..Service::of("iam", "IAM", "2010-05-08")
};

/// Route 53.
pub(crate) const ROUTE53: Service = Service {
    place: Place::Partitions(Homes {
        aws: Home { region: "us-east-1", host: "route53.amazonaws.com" },
        china: Home { region: "cn-northwest-1", host: "route53.amazonaws.com.cn" },
        government: Home { region: "us-gov-west-1", host: "route53.us-gov.amazonaws.com" },
    }),
    ..Service::of("route53", "Route 53", "2013-04-01")
};

/// The Resource Groups Tagging API.
pub(crate) const TAGGING: Service = Service {
    target: "ResourceGroupsTaggingAPI_20170126",
    ..Service::of("tagging", "Resource Groups Tagging API", "2017-01-26")
};

/// Elastic Container Registry.
pub(crate) const ECR: Service = Service {
    target: "AmazonEC2ContainerRegistry_V20150921",
    place: Place::Regions("api.ecr"),
    ..Service::of("ecr", "ECR", "2015-09-21")
};

/// CloudWatch Logs.
pub(crate) const LOGS: Service = Service {
    target: "Logs_20140328",
    place: Place::AsEcs { government_is_fips: true },
    ..Service::of("logs", "CloudWatch Logs", "2014-03-28")
};

/// Systems Manager.
pub(crate) const SYSTEMS_MANAGER: Service = Service { target: "AmazonSSM", ..Service::of("ssm", "SSM", "2014-11-06") };

/// Secrets Manager.
pub(crate) const SECRETS_MANAGER: Service =
    Service { target: "secretsmanager", ..Service::of("secretsmanager", "Secrets Manager", "2017-10-17") };

/// Certificate Manager.
pub(crate) const CERTIFICATE_MANAGER: Service =
    Service { target: "CertificateManager", ..Service::of("acm", "ACM", "2015-12-08") };

/// Service Quotas.
pub(crate) const SERVICE_QUOTAS: Service =
    Service { target: "ServiceQuotasV20190624", ..Service::of("servicequotas", "Service Quotas", "2019-06-24") };

/// EventBridge Scheduler.
pub(crate) const SCHEDULER: Service = Service::of("scheduler", "Scheduler", "2021-06-30");

/// EventBridge.
pub(crate) const EVENT_BRIDGE: Service =
    Service { target: "AWSEvents", ..Service::of("events", "EventBridge", "2015-10-07") };

impl Service {
    /// A service that each region has, at the host of its name, with no JSON of its own.
    const fn of(name: &'static str, id: &'static str, version: &'static str) -> Self {
        let place = Place::Regions(name);
        Self { name, id, version, target: "", content: "application/x-amz-json-1.1", place }
    }

    /// The region for which a call is signed that is made for `region`.
    pub(super) fn home<'region>(&self, region: &'region str) -> &'region str {
        match &self.place {
            Place::Partitions(homes) => homes.of(region).region,
            Place::Regions(_) | Place::AsEcs { .. } => region,
        }
    }

    /// Where it is: where the environment or the profile says, else where AWS has it.
    pub(crate) fn endpoint(&self, config: &SdkConfig, region: &str) -> String {
        // An endpoint that was set in code counts more than one of the environment, even if that is the service's own.
        let is_from_code = config.get_origin("endpoint_url").is_client_config();
        let own = if is_from_code { None } else { self.own_endpoint(config) };
        own.or_else(|| config.endpoint_url().map(str::to_owned)).unwrap_or_else(|| self.of_aws(config, region))
    }

    /// Where AWS has it.
    fn of_aws(&self, config: &SdkConfig, region: &str) -> String {
        let domain = if region.starts_with("cn-") { "amazonaws.com.cn" } else { "amazonaws.com" };
        match &self.place {
            Place::Regions(host) => format!("https://{host}.{region}.{domain}"),
            Place::Partitions(homes) => format!("https://{}", homes.of(region).host),
            Place::AsEcs { government_is_fips } => {
                let is_fips_anyway = *government_is_fips && region.starts_with("us-gov-");
                let found = of_ecs(config, region, !is_fips_anyway).map(|url| url.replacen(ECS.name, self.name, 1));
                found.unwrap_or_else(|| format!("https://{}.{region}.{domain}", self.name))
            }
        }
    }

    /// The endpoint that the environment or the profile sets for the service alone.
    fn own_endpoint(&self, config: &SdkConfig) -> Option<String> {
        let key =
            ServiceConfigKey::builder().service_id(self.id).env("AWS_ENDPOINT_URL").profile("endpoint_url").build();
        config.service_config()?.load_config(key.ok()?)
    }
}

impl Homes {
    fn of(&self, region: &str) -> &Home {
        match region {
            _ if region.starts_with("cn-") => &self.china,
            _ if region.starts_with("us-gov-") => &self.government,
            _ => &self.aws,
        }
    }
}

/// Where the SDK's client finds ECS; `takes_fips` says whether the configuration may ask for FIPS.
fn of_ecs(config: &SdkConfig, region: &str, takes_fips: bool) -> Option<String> {
    let place = Params::builder().region(region);
    let place = place.use_fips(takes_fips && config.use_fips().unwrap_or_default());
    let place = place.use_dual_stack(config.use_dual_stack().unwrap_or_default()).build().ok()?;
    let endpoint = DefaultResolver::new().resolve_endpoint(&place).now_or_never()?.ok()?;
    Some(endpoint.url().to_owned())
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
