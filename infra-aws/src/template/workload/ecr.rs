//! Images that are kept in Amazon ECR.

use infra_core::blueprint::WorkloadBlueprint;

/// A repository of Amazon ECR.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Repository<'a> {
    /// The account that has it.
    pub(crate) account: &'a str,
    /// The region that it is in.
    pub(crate) region: &'a str,
    /// Its name.
    pub(crate) name: &'a str,
}

impl<'a> Repository<'a> {
    /// The repository of an image reference, if it is one of ECR: `{account}.dkr.ecr.{region}.amazonaws.com/{name}`, or
    /// the same under the registry's other host names (FIPS, dual stack, China).
    pub(crate) fn of(image: &'a str) -> Option<Self> {
        let (host, rest) = image.split_once('/')?;
        let (account, service) = host.split_once('.')?;
        let region = ["dkr.ecr.", "dkr.ecr-fips.", "dkr-ecr.", "dkr-ecr-fips."]
            .iter()
            .find_map(|start| service.strip_prefix(start))
            .and_then(|end| {
                [".amazonaws.com", ".amazonaws.com.cn", ".on.aws"].iter().find_map(|domain| end.strip_suffix(domain))
            })?;
        let is_account = account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit());
        let name = rest.split(['@', ':']).next()?;
        (is_account && !name.is_empty()).then_some(Self { account, region, name })
    }
}

/// The repository of each image of a workload that is built, with the key of the image. It is the workload's alone, so that
/// its images go with it.
pub(crate) fn repositories(workload: &WorkloadBlueprint) -> impl Iterator<Item = (String, String)> {
    let (item, physical) = (workload.identity.name, &workload.identity.physical);
    workload.built().map(move |(key, _)| {
        let name = name(&format!("{physical}{}", key.strip_prefix(item).unwrap_or_default()));
        (key, name)
    })
}

/// What the names of things become as the name of a repository: lower-case letters and digits, with a hyphen between words.
fn name(text: &str) -> String {
    let lower = text.to_ascii_lowercase();
    let words = lower.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repository_is_read_from_every_host_name_of_ecr() {
        let repository = |region| Some(Repository { account: "111122223333", region, name: "shop/web" });
        for (image, region) in [
            ("111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop/web:1.2", "eu-west-1"),
            ("111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop/web", "eu-west-1"),
            ("111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop/web@sha256:0123", "eu-west-1"),
            ("111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop/web:1.2@sha256:0123", "eu-west-1"),
            ("111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn/shop/web", "cn-north-1"),
            ("111122223333.dkr.ecr-fips.us-east-1.amazonaws.com/shop/web", "us-east-1"),
            ("111122223333.dkr-ecr.us-east-1.on.aws/shop/web", "us-east-1"),
        ] {
            assert_eq!(Repository::of(image), repository(region), "{image}");
        }
    }

    #[test]
    fn a_repository_has_a_name_that_ecr_takes() {
        assert_eq!(name("shop-prod-order-sync"), "shop-prod-order-sync");
        assert_eq!(name("shop-Prod-web-Log___router_"), "shop-prod-web-log-router");
    }

    #[test]
    fn other_registries_are_not_ecr() {
        for image in [
            "nginx",
            "nginx:1.29",
            "ghcr.io/shop/web",
            "public.ecr.aws/nginx/nginx:1.29",
            "11112222333.dkr.ecr.eu-west-1.amazonaws.com/web",
            "111122223333.dkr.ecr.eu-west-1.amazonaws.com.example.org/web",
            "111122223333.dkr.ecr.eu-west-1.amazonaws.com/",
            "111122223333.dkr.s3.eu-west-1.amazonaws.com/web",
        ] {
            assert_eq!(Repository::of(image), None, "{image}");
        }
    }
}
