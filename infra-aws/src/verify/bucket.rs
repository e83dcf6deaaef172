//! Whether the buckets are there that load balancers write their access logs to, in the region of the load balancers.
//!
//! S3 tells everybody whether there is a bucket, and in which region it is: no permission is needed.

use std::collections::{BTreeMap, BTreeSet};

use futures_util::future::join_all;
use infra_core::blueprint::Blueprint;

use super::{Check, Verdict};
use crate::client::Clients;
use crate::direct::plain::{self, Answer};

pub(super) async fn check(clients: &Clients, blueprint: &Blueprint) -> Vec<Check> {
    let mut users: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for cluster in &blueprint.clusters {
        let application = cluster.load_balancer.and_then(|balancer| balancer.logs);
        let network = cluster.network_balancer.and_then(|balancer| balancer.logs);
        for bucket in [application, network].into_iter().flatten() {
            users.entry(bucket).or_default().insert(cluster.identity.name);
        }
    }
    let asked = users.into_iter().map(|(bucket, items)| async move {
        let domain = if clients.region.starts_with("cn-") { "amazonaws.com.cn" } else { "amazonaws.com" };
        let url = format!("https://s3.{}.{domain}/{bucket}?max-keys=0", clients.region);
        let verdict = match plain::get(&clients.config, &url, &[]).await {
            Ok(answer) => judge(&answer, &clients.region),
            Err(error) => Verdict::unread(&error),
        };
        let told = items.into_iter().map(|item| Check::new(item, format!("bucket {bucket}"), verdict.clone()));
        told.collect::<Vec<Check>>()
    });
    join_all(asked).await.concat()
}

fn judge(answer: &Answer, region: &str) -> Verdict {
    let hint = format!("declare a bucket of {region} under `logs`");
    match (answer.status, answer.bucket_region.as_deref()) {
        (404, _) => Verdict::failed("there is no such bucket", hint),
        (_, Some(there)) if there != region => {
            let reason =
                format!("it is in {there}, and a load balancer of {region} writes to a bucket of {region} alone");
            Verdict::failed(reason, hint)
        }
        // 403: it is not for everybody to read.
        (200 | 403, _) => Verdict::ok(format!("it is there, in {region}")),
        (status, _) => Verdict::not_checked(format!("S3 answered with {status}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(status: u16, region: Option<&str>) -> Verdict {
        let bucket_region = region.map(str::to_owned);
        judge(&Answer { status, bucket_region, ..Answer::default() }, "eu-central-1")
    }

    #[test]
    fn a_bucket_is_there_in_the_region() {
        assert_eq!(judged(403, Some("eu-central-1")).word(), "ok");
        assert_eq!(judged(200, None).word(), "ok");
        assert!(judged(301, Some("us-east-1")).reason().starts_with("it is in us-east-1"));
        assert!(judged(404, None).is_failed());
        assert_eq!(judged(503, None).word(), "not checked");
    }
}
