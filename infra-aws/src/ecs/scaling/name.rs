//! What policies, scheduled actions and alarms are called. Of what is a list in a declaration the name tells which one it
//! is, so that the order says nothing, and a change is a change of the same one.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

/// How many characters of a metric's name stand in the name of its policy.
const LONGEST_WORD: usize = 64;

pub(super) const CPU: &str = "cpu";
pub(super) const MEMORY: &str = "memory";
pub(super) const REQUESTS: &str = "requests";
pub(super) const PREDICTIVE: &str = "predictive";
const METRIC: &str = "metric-";
const STEP: &str = "step-";
const TIME: &str = "at-";

/// The names that a service has once.
const SHARED_NAMES: [&str; 4] = [CPU, MEMORY, REQUESTS, PREDICTIVE];

/// The name behind the service's, if it is one that this project gives to a policy.
pub(super) fn of_policy<'name>(service: &str, name: &'name str) -> Option<&'name str> {
    own(service, name).filter(|own| SHARED_NAMES.contains(own) || own.starts_with(METRIC) || own.starts_with(STEP))
}

/// The same of a scheduled action.
pub(super) fn of_time<'name>(service: &str, name: &'name str) -> Option<&'name str> {
    own(service, name).filter(|own| own.starts_with(TIME))
}

/// Whether this project gives such a name to an alarm.
pub(super) fn is_alarm(service: &str, name: &str) -> bool {
    own(service, name).is_some_and(|own| own.starts_with(STEP))
}

fn own<'name>(service: &str, name: &'name str) -> Option<&'name str> {
    name.strip_prefix(service)?.strip_prefix('-')
}

pub(super) fn metric(namespace: &str, name: &str, dimensions: &BTreeMap<String, String>) -> String {
    format!("{METRIC}{}", of_metric(namespace, name, dimensions))
}

/// One side of steps: `above` or `below`.
pub(super) fn step(namespace: &str, name: &str, dimensions: &BTreeMap<String, String>, side: &str) -> String {
    format!("{STEP}{}-{side}", of_metric(namespace, name, dimensions))
}

/// The alarm of a policy, which is told by what it says.
pub(super) fn alarm(service: &str, policy: &str, bound: u32, seconds: i32) -> String {
    format!("{service}-{policy}-{bound}-{seconds}s")
}

pub(super) fn time(schedule: &str, zone: &str) -> String {
    format!("{TIME}{}", hash([schedule, zone]))
}

fn of_metric(namespace: &str, name: &str, dimensions: &BTreeMap<String, String>) -> String {
    let letter = |letter: char| if letter.is_ascii_alphanumeric() { letter } else { '-' };
    let word: String = name.chars().map(letter).take(LONGEST_WORD).collect();
    let dimensions = dimensions.iter().flat_map(|(name, value)| [name.as_str(), value.as_str()]);
    format!("{word}-{}", hash([namespace, name].into_iter().chain(dimensions)))
}

fn hash<'text>(texts: impl IntoIterator<Item = &'text str>) -> String {
    let mut digest = Sha256::new();
    for text in texts {
        digest.update(text.len().to_le_bytes());
        digest.update(text);
    }
    digest.finalize().iter().take(4).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_ours_only_with_the_service_and_a_word_of_ours() {
        assert_eq!(of_policy("shop-prod-web", "shop-prod-web-cpu"), Some("cpu"));
        assert_eq!(of_policy("shop-prod-web", "shop-prod-web-metric-Queue-0123abcd"), Some("metric-Queue-0123abcd"));
        for other in ["cpu", "shop-prod-webcpu", "shop-prod-web-night", "shop-prod-web-", "shop-prod-api-cpu"] {
            assert_eq!(of_policy("shop-prod-web", other), None, "{other}");
        }
        assert_eq!(of_time("web", "web-at-0123abcd"), Some("at-0123abcd"));
        assert!(is_alarm("web", "web-step-Queue-0123abcd-above-100-60s") && !is_alarm("web", "web-errors"));
    }

    #[test]
    fn a_metric_is_told_by_all_that_finds_it() {
        let dimensions = |value: &str| BTreeMap::from([("Queue".to_owned(), value.to_owned())]);
        let name = metric("Shop", "Queue Length", &dimensions("orders"));
        assert!(name.starts_with("metric-Queue-Length-"), "{name}");
        assert_ne!(name, metric("Shop", "Queue Length", &dimensions("mails")));
        assert_ne!(name, metric("Other", "Queue Length", &dimensions("orders")));
        assert_ne!(name, metric("Shop", "Queue-Length", &dimensions("orders")));
    }
}
