//! Whether certificates are issued, cover the names that lead to them, and are where the load balancer is.

use std::collections::BTreeSet;

use futures_util::future::join_all;
use infra_core::blueprint::{Blueprint, ClusterBlueprint, WorkloadBlueprint};
use serde_json::{Value, json};

use super::{Check, Verdict};
use crate::client::Clients;
use crate::direct::{self, CERTIFICATE_MANAGER, list, text};

/// What is called, as IAM names it.
const OPERATION: &str = "acm:DescribeCertificate";
/// With how many seconds left a certificate is told of that nobody renews: a month.
const SOON: i64 = 30 * 24 * 60 * 60;

pub(super) async fn check(clients: &Clients, blueprint: &Blueprint, now: i64) -> Vec<Check> {
    let asked = blueprint.clusters.iter().filter_map(|cluster| Some((cluster, certificate(cluster)?))).map(
        |(cluster, arn)| async move {
            let verdict = match place(arn, clients) {
                Err(verdict) => verdict,
                Ok(()) => {
                    let answer =
                        direct::json(clients, &CERTIFICATE_MANAGER, OPERATION, &json!({ "CertificateArn": arn })).await;
                    match answer {
                        Ok(answer) => judge(answer.get("Certificate").unwrap_or(&Value::Null), &hosts(cluster), now),
                        Err(error) if error.code() == Some("ResourceNotFoundException") => Verdict::failed(
                            "there is no such certificate",
                            "request one in ACM, and declare its ARN under `certificate`",
                        ),
                        Err(error) => Verdict::unread(&error),
                    }
                }
            };
            Check::new(cluster.identity.name, format!("certificate {}", short(arn)), verdict)
        },
    );
    join_all(asked).await
}

fn certificate(cluster: &ClusterBlueprint) -> Option<&'static str> {
    cluster.load_balancer?.certificate
}

fn short(arn: &str) -> &str {
    arn.rsplit('/').next().unwrap_or(arn)
}

/// A load balancer takes certificates of its own region alone.
fn place(arn: &str, clients: &Clients) -> Result<(), Verdict> {
    let part = |index: usize| arn.split(':').nth(index).unwrap_or_default();
    if part(3) != clients.region {
        let reason = format!("it is in {}, and the load balancer in {}", part(3), clients.region);
        return Err(Verdict::failed(reason, format!("request one in {}, and declare its ARN", clients.region)));
    }
    if part(4) != clients.account {
        let reason = format!("it belongs to account {}, and the load balancer to {}", part(4), clients.account);
        return Err(Verdict::failed(reason, "request one in the load balancer's account, and declare its ARN"));
    }
    Ok(())
}

/// The names by which clients come: the domain, and those of routes that are no patterns.
fn hosts(cluster: &ClusterBlueprint) -> BTreeSet<&'static str> {
    let routes = cluster.workloads.iter().filter_map(WorkloadBlueprint::service).flat_map(|service| &service.routes);
    let hosts = routes.filter_map(|route| route.route.host).filter(|host| !host.contains(['*', '?']));
    hosts.chain(cluster.load_balancer.and_then(|balancer| balancer.domain)).collect()
}

/// What a certificate is for these names.
fn judge(certificate: &Value, hosts: &BTreeSet<&str>, now: i64) -> Verdict {
    match text(certificate, "Status") {
        "ISSUED" => {}
        "PENDING_VALIDATION" => {
            return Verdict::failed(
                "it waits to be validated: HTTPS listeners cannot have it yet",
                "add the records that `aws acm describe-certificate` names to the domain's zone",
            );
        }
        status => return Verdict::failed(format!("it is {status}"), "request another one, and declare its ARN"),
    }
    let names: Vec<&str> = list(certificate, "SubjectAlternativeNames")
        .iter()
        .filter_map(Value::as_str)
        .chain(Some(text(certificate, "DomainName")))
        .collect();
    let bare: Vec<&str> = hosts.iter().copied().filter(|host| !names.iter().any(|name| covers(name, host))).collect();
    if !bare.is_empty() {
        let reason = format!("it is for {}, and not for {}", names.join(", "), bare.join(", "));
        return Verdict::failed(reason, "request one for all of these names, and declare its ARN");
    }
    // Seconds since 1970, with a fraction or without.
    let end = certificate.get("NotAfter").and_then(Value::as_f64);
    #[expect(clippy::cast_possible_truncation, reason = "a time in seconds is far below 2^53")]
    let left = end.map(|end| end as i64 - now);
    match left {
        Some(left) if left <= 0 => Verdict::failed("it has expired", "renew it, or declare another one"),
        Some(left) if left < SOON && text(certificate, "RenewalEligibility") == "INELIGIBLE" => Verdict::warning(
            format!("it expires in {} days, and ACM does not renew it", left / (24 * 60 * 60)),
            "import its successor",
        ),
        _ => Verdict::ok(format!("it is issued, for {}", names.first().copied().unwrap_or_default())),
    }
}

/// Whether a name of a certificate is that of a host: `*.` stands for one label.
fn covers(name: &str, host: &str) -> bool {
    let (name, host) = (name.to_lowercase(), host.to_lowercase());
    match name.strip_prefix("*.") {
        Some(parent) => host.split_once('.').is_some_and(|(label, rest)| !label.is_empty() && rest == parent),
        None => name == host,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_795_305_600;

    fn issued() -> Value {
        json!({
            "Status": "ISSUED", "DomainName": "shop.example.com", "NotAfter": 1_800_000_000.0_f64,
            "SubjectAlternativeNames": ["shop.example.com", "*.shop.example.com"], "RenewalEligibility": "ELIGIBLE",
        })
    }

    fn judged(certificate: &Value, hosts: &[&str]) -> Verdict {
        judge(certificate, &hosts.iter().copied().collect(), NOW)
    }

    #[test]
    fn an_issued_one_covers_its_names() {
        assert_eq!(judged(&issued(), &["shop.example.com", "API.shop.example.com"]).word(), "ok");
        for bare in ["example.com", "a.b.shop.example.com", "shop.example.org"] {
            let verdict = judged(&issued(), &[bare]);
            assert!(verdict.is_failed() && verdict.reason().ends_with(bare), "{verdict:?}");
        }
    }

    #[test]
    fn one_that_is_not_issued_is_of_no_use() {
        for status in ["PENDING_VALIDATION", "EXPIRED", "REVOKED", "FAILED"] {
            let mut certificate = issued();
            certificate["Status"] = json!(status);
            assert!(judged(&certificate, &[]).is_failed(), "{status}");
        }
    }

    #[test]
    fn one_that_nobody_renews_is_told_of_before_it_expires() {
        let mut certificate = issued();
        certificate["NotAfter"] = json!(NOW + 10 * 24 * 60 * 60);
        assert_eq!(judged(&certificate, &[]).word(), "ok");
        certificate["RenewalEligibility"] = json!("INELIGIBLE");
        let verdict = judged(&certificate, &[]);
        assert_eq!((verdict.word(), verdict.reason()), ("warning", "it expires in 10 days, and ACM does not renew it"));
        certificate["NotAfter"] = json!(NOW - 1);
        assert!(judged(&certificate, &[]).is_failed());
    }
}
