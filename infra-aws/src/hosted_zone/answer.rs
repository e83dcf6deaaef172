//! What Route 53 answers, as XML.

use aws_smithy_xml::decode::{Document, ScopedDecoder};

use crate::direct::answer::data;

/// A hosted zone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Zone {
    /// As `Z0123456789ABCDEFGHIJ`.
    pub(super) id: String,
    /// The domain, without the dot at its end.
    pub(super) name: String,
    /// Whether it answers inside of VPCs alone.
    pub(super) private: bool,
}

/// Reads the zones of `ListHostedZonesByName`; fails with what the answer lacks.
pub(super) fn zones(text: &str) -> Result<Vec<Zone>, String> {
    let mut document = Document::new(text);
    let mut root = document
        .root_element()
        .ok()
        .filter(|root| root.start_el().matches("ListHostedZonesByNameResponse"))
        .ok_or("a ListHostedZonesByNameResponse")?;
    while let Some(mut tag) = root.next_tag() {
        if tag.start_el().local() == "HostedZones" {
            let mut zones = Vec::new();
            while let Some(mut member) = tag.next_tag() {
                zones.push(zone(&mut member)?);
            }
            return Ok(zones);
        }
    }
    Err("HostedZones".to_owned())
}

fn zone(member: &mut ScopedDecoder<'_, '_>) -> Result<Zone, String> {
    let mut zone = Zone::default();
    while let Some(mut field) = member.next_tag() {
        match field.start_el().local() {
            "Id" => {
                let id = data(&mut field).unwrap_or_default();
                id.rsplit('/').next().unwrap_or(&id).clone_into(&mut zone.id);
            }
            "Name" => {
                let name = data(&mut field).unwrap_or_default();
                name.trim_end_matches('.').clone_into(&mut zone.name);
            }
            "Config" => {
                while let Some(mut part) = field.next_tag() {
                    if part.start_el().local() == "PrivateZone" {
                        zone.private = data(&mut part).as_deref() == Some("true");
                    }
                }
            }
            _ => {}
        }
    }
    if zone.id.is_empty() || zone.name.is_empty() { Err("the id and the name of a zone".to_owned()) } else { Ok(zone) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ZONES: &str = r#"<?xml version="1.0"?>
<ListHostedZonesByNameResponse xmlns="https://route53.amazonaws.com/doc/2013-04-01/">
  <HostedZones>
    <HostedZone>
      <Id>/hostedzone/Z1</Id><Name>example.com.</Name><CallerReference>a</CallerReference>
      <Config><Comment>Name</Comment><PrivateZone>false</PrivateZone></Config>
      <ResourceRecordSetCount>2</ResourceRecordSetCount>
    </HostedZone>
    <HostedZone>
      <Id>/hostedzone/Z2</Id><Name>example.com.</Name><CallerReference>b</CallerReference>
      <Config><PrivateZone>true</PrivateZone></Config>
    </HostedZone>
  </HostedZones>
  <DNSName>example.com</DNSName><IsTruncated>false</IsTruncated><MaxItems>20</MaxItems>
</ListHostedZonesByNameResponse>"#;

    #[test]
    fn zones_are_read_with_their_kind() {
        let zone = |id: &str, private| Zone { id: id.into(), name: "example.com".into(), private };
        assert_eq!(zones(ZONES), Ok(vec![zone("Z1", false), zone("Z2", true)]));
        let none = "<ListHostedZonesByNameResponse><HostedZones/></ListHostedZonesByNameResponse>";
        assert_eq!(zones(none), Ok(Vec::new()));
    }

    #[test]
    fn what_an_answer_lacks_is_named() {
        assert_eq!(zones("{}").unwrap_err(), "a ListHostedZonesByNameResponse");
        assert_eq!(zones("<ListHostedZonesByNameResponse/>").unwrap_err(), "HostedZones");
        assert_eq!(zones(&ZONES.replace("<Id>/hostedzone/Z1</Id>", "")).unwrap_err(), "the id and the name of a zone");
    }
}
