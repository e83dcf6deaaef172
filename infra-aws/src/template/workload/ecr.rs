//! Images that are kept in Amazon ECR.

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
