//! The references of images that are built: pure.

use std::collections::BTreeMap;

use infra_core::blueprint::Blueprint;

use crate::template::repositories;

/// The tag of an image that is not built yet. None has it in truth.
const PLACEHOLDER: &str = "to-be-built";

/// The host of an account's registry in a region.
pub(crate) fn host(account: &str, region: &str) -> String {
    let domain = if region.starts_with("cn-") { "amazonaws.com.cn" } else { "amazonaws.com" };
    format!("{account}.dkr.ecr.{region}.{domain}")
}

/// The blueprint with the reference of each image that is built: its repository in the registry of `host`, and its digest
/// by its key. Of one that has none yet it is a placeholder.
pub(crate) fn fill(blueprint: &Blueprint, host: &str, digests: &BTreeMap<String, String>) -> Blueprint {
    let mut filled = blueprint.clone();
    for workload in filled.clusters.iter_mut().flat_map(|cluster| &mut cluster.workloads) {
        let names: BTreeMap<String, String> = repositories(workload).collect();
        let keys: Vec<String> = workload.containers().map(|container| workload.image_key(container)).collect();
        let containers = std::iter::once(&mut workload.container).chain(&mut workload.sidecars);
        for (container, key) in containers.zip(keys) {
            if let Some(name) = names.get(&key) {
                let version =
                    digests.get(&key).map_or_else(|| format!(":{PLACEHOLDER}"), |digest| format!("@{digest}"));
                container.image = format!("{host}/{name}{version}");
            }
        }
    }
    filled
}

/// The same where neither the account nor an image is known.
pub(crate) fn placeholders(blueprint: &Blueprint) -> Blueprint {
    fill(blueprint, &host("${Account}", "${Region}"), &BTreeMap::new())
}

#[cfg(test)]
mod tests {
    use infra_macros::{app, cluster, service};

    use super::*;

    #[test]
    fn images_that_are_built_get_their_references() {
        #[cluster]
        struct Shop;
        #[service(
            cluster = Shop,
            image = cargo("web"),
            container("proxy", image = cargo("proxy")),
            container("cache", image = "redis:8"),
        )]
        struct Web;
        let blueprint = Blueprint::resolve(&app!("shop": Shop, Web), "prod").unwrap();
        let digest = format!("sha256:{}", "0".repeat(64));
        let filled =
            fill(&blueprint, &host("111122223333", "eu-central-1"), &[("web".to_owned(), digest.clone())].into());
        let images: Vec<&str> = filled.clusters[0].workloads[0].images().collect();
        let registry = "111122223333.dkr.ecr.eu-central-1.amazonaws.com";
        assert_eq!(
            images,
            [
                format!("{registry}/shop-prod-web@{digest}").as_str(),
                format!("{registry}/shop-prod-web-proxy:to-be-built").as_str(),
                "redis:8",
            ]
        );
        // What is filled in once is filled in anew.
        assert_eq!(placeholders(&filled), placeholders(&blueprint));
    }
}
