//! `AWS::CertificateManager::Certificate`: proven by a record that CloudFormation puts into the hosted zone.

use serde_json::{Map, Value};

use super::{Deletion, Made, Order, Provider, Updated, refusal};
use crate::text::Request;
use crate::world::World;

pub(super) struct Certificate;

const KIND: &str = "AWS::CertificateManager::Certificate";
/// For how long ACM waits for the proof: 72 hours.
const PATIENCE: u64 = 72 * 3_600;

impl Provider for Certificate {
    fn attributes(&self) -> &[&str] {
        &[]
    }

    fn replacing(&self) -> &[&str] {
        &["DomainName", "SubjectAlternativeNames", "DomainValidationOptions", "ValidationMethod", "KeyAlgorithm"]
    }

    fn note(&self, world: &World, physical: &str) -> String {
        let domain =
            world.opaque.get(KIND, physical).map(|properties| properties.text("DomainName")).unwrap_or_default();
        let domain = domain.trim_start_matches("*.");
        let proof = physical.rsplit('/').next().unwrap_or_default().replace('-', "");
        format!(
            "Content of DNS Record is: {{Name: _{proof}.{domain}.,Type: CNAME,Value: _{proof}.acm-validations.aws.}}"
        )
    }

    fn create(&self, world: &mut World, order: &Order<'_>) -> Result<Made, String> {
        let domain = order.text("DomainName").to_owned();
        if domain.len() > 64 {
            return Err(refusal(world, "AcmService", 400, "InvalidRequest", "The domain name is too long."));
        }
        let mut delegated = true;
        for option in order.properties.list("DomainValidationOptions") {
            let id = option.text("HostedZoneId");
            let Some(zone) = world.route53.zones.get(id).cloned() else {
                let message = format!("No hosted zone found with ID: {id}");
                return Err(refusal(world, "Route53", 404, "NotFound", &message));
            };
            let name = option.text("DomainName").trim_start_matches("*.").to_owned();
            if !zone.covers(&name) {
                let message = format!("RRSet with DNS name _proof.{name}. is not permitted in zone {}.", zone.name);
                return Err(refusal(world, "Route53", 400, "InvalidRequest", &message));
            }
            delegated &= zone.delegated && !zone.private;
        }
        let id = world.random.uuid();
        let arn = world.arn("acm", &format!("certificate/{id}"));
        world.opaque.put(KIND, &arn, order.properties);
        let seconds = if delegated { 90 } else { PATIENCE };
        Ok(Made { physical: arn, attributes: Map::new(), seconds })
    }

    fn update(&self, world: &mut World, order: &Order<'_>, physical: &str, _: &Value) -> Updated {
        world.opaque.put(KIND, physical, order.properties);
        Ok(Map::new())
    }

    fn delete(&self, world: &mut World, physical: &str, _properties: &Value) -> Deletion {
        let mut listeners = world.elb.listeners.values();
        if listeners.any(|listener| listener.properties.to_string().contains(physical)) {
            let message = format!("Certificate {physical} is in use.");
            let reason = refusal(world, "AcmService", 400, "ResourceConflict", &message);
            return Deletion::Refused { reason, patience: 60 };
        }
        world.opaque.remove(KIND, physical);
        Deletion::Gone { seconds: 5 }
    }
}
