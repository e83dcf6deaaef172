//! The public hosted zones of Route 53 that cover domains.
//!
//! They are the only thing that is read from Route 53, and only where a load balancer has a domain and its declaration
//! names no zone.

mod answer;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::client::Clients;
use crate::direct::{self, ROUTE53};
use crate::{Error, concurrently};
use answer::Zone;

/// What is called, as IAM names it.
const OPERATION: &str = "route53:ListHostedZonesByName";
/// How many zones are asked for, from the name on: several may have one name, most of them private ones.
const ZONES: u32 = 20;

/// Reads the id of the zone of each domain.
pub(crate) async fn read(clients: &Clients, domains: BTreeSet<String>) -> Result<BTreeMap<String, String>, Error> {
    let calls = domains.into_iter().map(|domain| async move {
        let zone = zone_of(clients, &domain).await?;
        Ok((domain, zone))
    });
    Ok(concurrently::all(calls.collect()).await?.into_iter().collect())
}

/// Reads the id of the zone of a domain: of all that cover it the one with the longest name.
async fn zone_of(clients: &Clients, domain: &str) -> Result<String, Error> {
    let calls = names(domain).map(|name| list(clients, name));
    let answers = concurrently::all(calls.collect()).await?;
    let found: Vec<(&str, Vec<Zone>)> = names(domain).zip(answers).collect();
    choose(domain, &clients.account, &found)
}

/// The names that a zone which covers a domain can have, the longest first. No zone is a whole top-level domain.
fn names(domain: &str) -> impl Iterator<Item = &str> {
    let plain = domain.strip_prefix("*.").unwrap_or(domain);
    let parents = std::iter::successors(Some(plain), |name| Some(name.split_once('.')?.1));
    parents.filter(|name| name.contains('.'))
}

/// Reads the zones from a name on.
async fn list(clients: &Clients, name: &str) -> Result<Vec<Zone>, Error> {
    let mut path = String::from("/2013-04-01/hostedzonesbyname?dnsname=");
    // A domain has no character that stands for another one in a query, but for what a rule has refused.
    let _ = write!(path, "{name}&maxitems={ZONES}");
    let text = direct::get(clients, &ROUTE53, OPERATION, &path).await?;
    answer::zones(&text).map_err(|what| Error::Answer { operation: OPERATION, what })
}

/// The zone among those that were found from each name on.
fn choose(domain: &str, account: &str, found: &[(&str, Vec<Zone>)]) -> Result<String, Error> {
    for (name, zones) in found {
        let own: Vec<&str> =
            zones.iter().filter(|zone| zone.name == *name && !zone.private).map(|zone| zone.id.as_str()).collect();
        match own.as_slice() {
            [] => {}
            [zone] => return Ok((*zone).to_owned()),
            several => {
                let several = several.join(" and ");
                return Err(Error::Conflict(format!(
                    "hosted zones {several} are both called {name}; say which of them has `{domain}`, with `zone = \"..\"` \
                     beside the `domain`"
                )));
            }
        }
    }
    Err(Error::Conflict(format!(
        "no public hosted zone of account {account} covers `{domain}`; make one with `aws route53 create-hosted-zone` and \
         delegate the domain to its name servers, or take the `domain` out and lead it to the load balancer where its DNS \
         is (with `certificate = \"arn:aws:acm:..\"` for HTTPS)"
    )))
}
