//! Whether the account's quotas leave room for what the declarations make, at the least and at the most.

mod need;

use std::collections::BTreeMap;

use futures_util::future::join_all;
use infra_core::blueprint::Blueprint;
use infra_core::declaration::{Nat, Network};
use serde_json::{Value, json};

use super::network::pages;
use super::{ACCOUNT, Check, Verdict};
use crate::Error;
use crate::client::Clients;
use crate::direct::{self, SERVICE_QUOTAS};
use crate::observe;
pub(super) use need::most_tasks;
use need::{Need, Pool};

/// What is called, as IAM names it.
const QUOTA: &str = "servicequotas:GetServiceQuota";
const DEFAULT: &str = "servicequotas:GetAWSDefaultServiceQuota";

pub(super) async fn check(clients: &Clients, blueprint: &Blueprint) -> Vec<Check> {
    let processors = need::processors(blueprint);
    let processors = join_all(processors.into_iter().map(|(pool, need)| async move {
        let quota = read(clients, pool.service(), pool.code()).await;
        Check::new(ACCOUNT, format!("quota of {}", pool.words()), judge(&pool, need, quota))
    }));
    let (mut checks, networks) = tokio::join!(processors, networks(clients, blueprint));
    checks.extend(networks);
    checks
}

fn judge(pool: &Pool, need: Need, quota: Result<Option<f64>, Error>) -> Verdict {
    let quota = match quota {
        Ok(Some(quota)) => quota,
        Ok(None) => return Verdict::not_checked("Service Quotas does not know it"),
        Err(error) => return Verdict::unread(&error),
    };
    let Need { least, most } = need;
    let ask = format!(
        "ask for more: `aws service-quotas request-service-quota-increase --service-code {} --quota-code {} \
         --desired-value {most}`",
        pool.service(),
        pool.code()
    );
    let beside = "what else runs in the account comes on top";
    if least > quota {
        return Verdict::failed(format!("{least} vCPUs are needed at the least, and {quota} are allowed"), ask);
    }
    if most > quota {
        let reason = format!("up to {most} vCPUs may be needed, and {quota} are allowed; {beside}");
        return Verdict::warning(reason, ask);
    }
    Verdict::ok(format!("{least} to {most} of {quota} vCPUs; {beside}"))
}

/// The value of a quota: the account's own, else AWS's default; none where there is no such quota.
async fn read(clients: &Clients, service: &str, code: &str) -> Result<Option<f64>, Error> {
    let asked = json!({ "ServiceCode": service, "QuotaCode": code });
    for operation in [QUOTA, DEFAULT] {
        match direct::json(clients, &SERVICE_QUOTAS, operation, &asked).await {
            Ok(answer) => return Ok(answer.pointer("/Quota/Value").and_then(Value::as_f64)),
            Err(error) if error.code() == Some("NoSuchResourceException") => {}
            Err(error) => return Err(error),
        }
    }
    Ok(None)
}

/// The networks and addresses that are still to be made, beside those that are there.
async fn networks(clients: &Clients, blueprint: &Blueprint) -> Vec<Check> {
    let declared: Vec<_> = blueprint
        .clusters
        .iter()
        .filter_map(|cluster| match cluster.network {
            Network::New(network) => Some((cluster.identity.physical.as_str(), network)),
            Network::Existing(_) | Network::Default => None,
        })
        .collect();
    if declared.is_empty() {
        return Vec::new();
    }
    let stacks = observe::read_stacks(clients, &blueprint.names).await;
    let stacks = match stacks {
        Ok(stacks) => stacks,
        Err(error) => return vec![Check::new(ACCOUNT, "quota of VPCs", Verdict::unread(&error))],
    };
    let new = || declared.iter().filter(|(stack, _)| !stacks.contains_key(*stack)).map(|(_, network)| network);
    let addresses: usize = new()
        .map(|network| match network.nat {
            Nat::None => 0,
            Nat::One => 1,
            Nat::Each => usize::from(network.zones),
        })
        .sum();
    let asked = [
        ("VPCs", "vpc", "L-F678F1CE", "ec2:DescribeVpcs", "vpcSet", new().count()),
        ("Elastic IP addresses", "ec2", "L-0263D0A3", "ec2:DescribeAddresses", "addressesSet", addresses),
    ];
    let told =
        asked.into_iter().filter(|asked| asked.5 > 0).map(|(what, service, code, operation, list, new)| async move {
            let (quota, there) = tokio::join!(read(clients, service, code), pages(clients, operation, list, |_| {}));
            let verdict = match (quota, there) {
                (Ok(Some(quota)), Ok(there)) => room(what, new, there.len(), quota, (service, code)),
                (Ok(None), _) => Verdict::not_checked("Service Quotas does not know it"),
                (Err(error), _) | (_, Err(error)) => Verdict::unread(&error),
            };
            Check::new(ACCOUNT, format!("quota of {what}"), verdict)
        });
    join_all(told).await
}

fn room(what: &str, new: usize, there: usize, quota: f64, (service, code): (&str, &str)) -> Verdict {
    #[expect(clippy::cast_precision_loss, reason = "quotas are far below 2^52")]
    let all = (new + there) as f64;
    if all > quota {
        return Verdict::failed(
            format!("{new} are to be made beside the {there} that are there, and {quota} {what} are allowed"),
            format!(
                "delete some, or ask for more: `aws service-quotas request-service-quota-increase --service-code \
                 {service} --quota-code {code} --desired-value {all}`"
            ),
        );
    }
    Verdict::ok(format!("{new} beside the {there} that are there, of {quota}"))
}

/// The needs of pools, by pool.
type Needs = BTreeMap<Pool, Need>;

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(least: f64, most: f64) -> Verdict {
        judge(&Pool::Fargate, Need { least, most }, Ok(Some(6.0)))
    }

    #[test]
    fn what_is_needed_at_the_least_must_be_allowed() {
        assert_eq!(judged(2.0, 6.0).word(), "ok");
        assert_eq!(judged(2.0, 6.5).word(), "warning");
        let verdict = judged(6.25, 8.0);
        assert_eq!(verdict.reason(), "6.25 vCPUs are needed at the least, and 6 are allowed");
        assert!(verdict.hint().unwrap().ends_with("--quota-code L-3032A538 --desired-value 8`"));
        assert_eq!(judge(&Pool::Fargate, Need::default(), Ok(None)).word(), "not checked");
    }

    #[test]
    fn what_is_made_has_room_beside_what_is_there() {
        assert_eq!(room("VPCs", 1, 4, 5.0, ("vpc", "L-F678F1CE")).word(), "ok");
        assert!(room("VPCs", 1, 5, 5.0, ("vpc", "L-F678F1CE")).is_failed());
    }
}
