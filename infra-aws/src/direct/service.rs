//! The services that are called directly.

use aws_config::SdkConfig;
use aws_types::service_config::ServiceConfigKey;

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

/// ECS. Its SDK crate is taken, but knows only the fields of the day on which it was made: what a patch may change goes as
/// it is.
pub(crate) const ECS: Service =
    Service { name: "ecs", id: "ECS", version: "2014-11-13", target: "AmazonEC2ContainerServiceV20141113" };

/// Elastic Load Balancing.
pub(crate) const LOAD_BALANCING: Service =
    Service { name: "elasticloadbalancing", id: "Elastic Load Balancing v2", version: "2015-12-01", target: "" };

/// The Resource Groups Tagging API.
pub(crate) const TAGGING: Service = Service {
    name: "tagging",
    id: "Resource Groups Tagging API",
    version: "2017-01-26",
    target: "ResourceGroupsTaggingAPI_20170126",
};

impl Service {
    /// Where it is: where the environment or the profile says, else where AWS has it.
    pub(crate) fn endpoint(&self, config: &SdkConfig, region: &str) -> String {
        // An endpoint that was set in code counts more than one of the environment, even if that is the service's own.
        let is_from_code = config.get_origin("endpoint_url").is_client_config();
        let own = if is_from_code { None } else { self.own_endpoint(config) };
        own.or_else(|| config.endpoint_url().map(str::to_owned)).unwrap_or_else(|| {
            let domain = if region.starts_with("cn-") { "amazonaws.com.cn" } else { "amazonaws.com" };
            format!("https://{}.{region}.{domain}", self.name)
        })
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
    fn without_an_endpoint_it_is_the_region_s() {
        let none = SdkConfig::builder().build();
        assert_eq!(EC2.endpoint(&none, "eu-central-1"), "https://ec2.eu-central-1.amazonaws.com");
        assert_eq!(
            LOAD_BALANCING.endpoint(&none, "us-gov-west-1"),
            "https://elasticloadbalancing.us-gov-west-1.amazonaws.com"
        );
        assert_eq!(TAGGING.endpoint(&none, "cn-north-1"), "https://tagging.cn-north-1.amazonaws.com.cn");
    }
}
