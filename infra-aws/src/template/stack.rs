//! A stack as CloudFormation takes it.

use std::collections::BTreeMap;
use std::io;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// A template longer than this, in bytes, cannot be sent with the call: it would need a bucket.
pub(crate) const LONGEST_BODY: usize = 51_200;

/// The fingerprint is an output that comes last.
const ROOM_FOR_THE_FINGERPRINT: usize = 200;

/// A stack: its template, and what is given with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct StackTemplate {
    /// The stack's name, which is the item's physical name.
    pub name: String,
    /// The item, as in the tag `infra:item`.
    pub item: String,
    /// The template.
    pub body: Value,
    /// The template's parameters, without those that have a default.
    pub parameters: BTreeMap<String, ParameterValue>,
    /// The stack's tags, which CloudFormation puts on every resource that takes tags.
    pub tags: BTreeMap<String, String>,
}

/// Where the value of a parameter comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ParameterValue {
    /// The declaration says it.
    Known(String),
    /// It is the output of this name of the cluster's stack.
    ClusterOutput(String),
    /// It is an output of another workload's stack.
    WorkloadOutput {
        /// The stack.
        stack: String,
        /// The name of the output.
        output: String,
    },
    /// It is the id of the account's default VPC in the region.
    DefaultVpc,
    /// It is the ids of the default VPC's default subnets, joined by commas.
    DefaultSubnets,
    /// It is the id of the public hosted zone of Route 53 that covers this domain.
    HostedZone(String),
    /// It is the id of one of the default VPC's default subnets, by number from 1; empty if there are not so many.
    DefaultSubnet(u8),
    /// It is the share of production's traffic that a target group gets, 100 or 0. ECS moves it with each deployment, so
    /// it is no part of the fingerprint.
    Weight(Serving),
}

/// Which of a service's target groups gets production's traffic.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Serving {
    /// The first one, which every service with a route has.
    #[default]
    Primary,
    /// The second one, to which a deployment has moved the traffic.
    Alternate,
}

/// A template's text: readable as long as it is short enough.
pub(crate) fn body_text(body: &Value) -> String {
    let readable = format!("{body:#}");
    if readable.len() <= LONGEST_BODY { readable } else { body.to_string() }
}

/// The bytes of a template that is too long to be sent, without anything that makes it readable.
pub(crate) fn too_long(body: &Value) -> Option<usize> {
    let mut bytes = Count(ROOM_FOR_THE_FINGERPRINT);
    // It only counts.
    let _ = serde_json::to_writer(&mut bytes, body);
    (bytes.0 > LONGEST_BODY).then_some(bytes.0)
}

/// Counts what is written.
struct Count(usize);

impl io::Write for Count {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl StackTemplate {
    /// The template as it is sent: the same text for the same template, readable as long as it is short enough.
    pub(crate) fn text(&self) -> String {
        body_text(&self.body)
    }

    /// The SHA-256 of all that an update would change: template, values of parameters (but for weights, which ECS moves),
    /// tags.
    ///
    /// `resolved` has the value of every parameter, by its name, that is not [`ParameterValue::Known`].
    pub(crate) fn fingerprint(&self, resolved: &BTreeMap<String, String>) -> String {
        let values: BTreeMap<&str, Option<&str>> = self
            .parameters
            .iter()
            .filter(|(_, value)| !matches!(value, ParameterValue::Weight(_)))
            .map(|(name, value)| match value {
                ParameterValue::Known(value) => (name.as_str(), Some(value.as_str())),
                _ => (name.as_str(), resolved.get(name).map(String::as_str)),
            })
            .collect();
        let whole = json!({ "body": self.body, "parameters": values, "tags": self.tags });
        Sha256::digest(whole.to_string()).iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stack() -> StackTemplate {
        StackTemplate {
            name: "shop-prod-web".into(),
            item: "web".into(),
            body: json!({ "Resources": {} }),
            parameters: [
                ("Known".to_owned(), ParameterValue::Known("a".into())),
                ("Vpc".to_owned(), ParameterValue::DefaultVpc),
            ]
            .into(),
            tags: [("infra:app".to_owned(), "shop".to_owned())].into(),
        }
    }

    #[test]
    fn the_fingerprint_changes_with_each_part_and_with_nothing_else() {
        let resolved = BTreeMap::from([("Vpc".to_owned(), "vpc-1".to_owned())]);
        let base = stack().fingerprint(&resolved);
        assert_eq!(base.len(), 64);
        assert_eq!(base, stack().fingerprint(&resolved));

        let mut more = resolved.clone();
        more.insert("Unused".into(), "x".into());
        assert_eq!(base, stack().fingerprint(&more));

        let other = BTreeMap::from([("Vpc".to_owned(), "vpc-2".to_owned())]);
        assert_ne!(base, stack().fingerprint(&other));
        assert_ne!(base, StackTemplate { body: json!({ "Resources": { "A": {} } }), ..stack() }.fingerprint(&resolved));
        assert_ne!(base, StackTemplate { tags: BTreeMap::new(), ..stack() }.fingerprint(&resolved));
        let mut known = stack();
        known.parameters.insert("Known".into(), ParameterValue::Known("b".into()));
        assert_ne!(base, known.fingerprint(&resolved));
        let mut moved = stack();
        moved.parameters.insert("Weight".into(), ParameterValue::Weight(Serving::Alternate));
        assert_eq!(base, moved.fingerprint(&resolved));
    }

    #[test]
    fn a_long_template_is_sent_without_its_indentation() {
        let lines: Vec<u32> = (0..6_000).collect();
        let long = StackTemplate { body: json!({ "Resources": lines }), ..stack() };
        assert!(format!("{:#}", long.body).len() > LONGEST_BODY);
        assert_eq!(long.text(), long.body.to_string());
        assert!(stack().text().contains("\n  \"Resources\""));
    }

    #[test]
    fn a_template_is_too_long_from_the_byte_that_cloudformation_does_not_take() {
        let body =
            |bytes: usize| json!({ "Description": "x".repeat(bytes - json!({ "Description": "" }).to_string().len()) });
        let most = LONGEST_BODY - ROOM_FOR_THE_FINGERPRINT;
        assert_eq!(body(most).to_string().len(), most);
        assert_eq!(too_long(&body(most)), None);
        assert_eq!(too_long(&body(most + 1)), Some(LONGEST_BODY + 1));
    }
}
