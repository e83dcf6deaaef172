//! The domain of a load balancer: its record, and a certificate for it.

use serde_json::{Value, json};

use crate::template::draft::Draft;
use crate::template::intrinsic::attribute;
use crate::template::stack::ParameterValue;

/// The domain of one load balancer.
pub(super) struct Domain {
    name: &'static str,
    /// The id of its hosted zone.
    zone: Value,
    /// What the ids of its resources begin with: empty, or which load balancer it is.
    prefix: &'static str,
}

impl Domain {
    /// The domain, and the zone that is declared or has to be looked up.
    pub(super) fn new(
        draft: &mut Draft,
        name: Option<&'static str>,
        zone: Option<&'static str>,
        prefix: &'static str,
    ) -> Option<Self> {
        let name = name?;
        let zone = match zone {
            Some(id) => ParameterValue::Known(id.to_owned()),
            None => ParameterValue::HostedZone(name.to_owned()),
        };
        let zone = draft.parameter(&format!("{prefix}HostedZoneId"), "AWS::Route53::HostedZone::Id", zone);
        Some(Self { name, zone, prefix })
    }

    /// The record that leads to the load balancer `balancer`. Load balancers have addresses of IPv4 alone, so there is no
    /// record for others.
    pub(super) fn make_record(&self, draft: &mut Draft, balancer: &str) {
        let target = json!({
            "DNSName": attribute(balancer, "DNSName"),
            "HostedZoneId": attribute(balancer, "CanonicalHostedZoneID"),
            // There is no other record that could answer in its place.
            "EvaluateTargetHealth": false,
        });
        let properties = json!({ "HostedZoneId": self.zone, "Name": self.name, "Type": "A", "AliasTarget": target });
        draft.resource(&format!("{}DomainRecord", self.prefix), "AWS::Route53::RecordSet", properties);
    }

    /// A certificate of the domain, which CloudFormation proves to be ours by a record in the zone; gives its ARN.
    pub(super) fn make_certificate(&self, draft: &mut Draft) -> Value {
        let properties = json!({
            "DomainName": self.name,
            "ValidationMethod": "DNS",
            "DomainValidationOptions": [{ "DomainName": self.name, "HostedZoneId": self.zone }],
            "Tags": draft.name_tag(""),
        });
        draft.resource(&format!("{}Certificate", self.prefix), "AWS::CertificateManager::Certificate", properties)
    }
}
