//! Types without rules of their own: they are kept by their physical id with the properties of the template.

use serde_json::{Map, Value, json};

use super::{Deletion, Made, Order, Provider, Updated, attributes, interface, refusal, taken};
use crate::text::Request;
use crate::world::World;

/// A type without rules of its own.
pub(super) struct Plain {
    pub(super) kind: &'static str,
    pub(super) identity: Identity,
    /// What `Fn::GetAtt` knows beside what the identity gives; `*` stands for whatever is asked for.
    pub(super) attributes: &'static [&'static str],
    pub(super) replacing: &'static [&'static str],
    pub(super) name: Option<&'static str>,
    /// Whether CloudFormation puts the stack's tags on it.
    pub(super) tagged: bool,
    /// How long it takes to be made.
    pub(super) seconds: u64,
}

/// What the physical id of a type is.
#[derive(Clone, Copy)]
pub(super) enum Identity {
    /// An id with this prefix, which the attribute of this name gives too.
    Id(&'static str, &'static str),
    /// The name that this property gives, else one that CloudFormation makes.
    Name(&'static str),
    /// The name that this property gives; `Arn` gives the ARN, of this service and with this before the name.
    Arn(&'static str, &'static str, &'static str),
    /// The value of this property, and behind it what CloudFormation makes up.
    Of(&'static str),
}

impl Provider for Plain {
    fn attributes(&self) -> &[&str] {
        self.attributes
    }

    fn has_attribute(&self, attribute: &str) -> bool {
        let own = match self.identity {
            Identity::Id(_, name) => name,
            Identity::Arn(..) => "Arn",
            Identity::Name(_) | Identity::Of(_) => "",
        };
        own == attribute || self.attributes.iter().any(|known| *known == attribute || *known == "*")
    }

    fn replacing(&self) -> &[&str] {
        self.replacing
    }

    fn name(&self) -> Option<&str> {
        self.name
    }

    fn takes_tags(&self) -> bool {
        self.tagged
    }

    fn create(&self, world: &mut World, order: &Order<'_>) -> Result<Made, String> {
        let physical = match self.identity {
            Identity::Id(prefix, _) => world.random.id(prefix),
            Identity::Name(property) | Identity::Arn(_, _, property) => order.name(world, property, 64),
            Identity::Of(property) => format!("{}|{}", order.text(property), world.random.suffix(12)),
        };
        if world.opaque.has(order.kind, &physical) {
            return Err(taken(world, order.kind, self.name.unwrap_or("Name"), &physical));
        }
        world.opaque.put(order.kind, &physical, order.properties);
        let attributes = self.made(world, order, &physical);
        Ok(Made { physical, attributes, seconds: self.seconds })
    }

    fn update(&self, world: &mut World, order: &Order<'_>, physical: &str, before: &Value) -> Updated {
        let mut kept = order.properties.clone();
        // A launch template changes by getting another version.
        if self.attributes.contains(&"LatestVersionNumber") {
            let old =
                world.opaque.get(order.kind, physical).and_then(|properties| properties.number("LatestVersionNumber"));
            let version = old.unwrap_or(1) + i64::from(before != order.properties);
            kept["LatestVersionNumber"] = json!(version);
            world.opaque.put(order.kind, physical, &kept);
            return Ok(attributes([("LatestVersionNumber", json!(version.to_string()))]));
        }
        world.opaque.put(order.kind, physical, order.properties);
        Ok(Map::new())
    }

    fn delete(&self, world: &mut World, physical: &str, _properties: &Value) -> Deletion {
        let kind = if self.kind.is_empty() { world.opaque.kind_of(physical).unwrap_or_default() } else { self.kind };
        let kind = kind.to_owned();
        if let Some(reason) = self.kept(world, physical) {
            return Deletion::Refused { reason, patience: interface::PATIENCE };
        }
        world.opaque.remove(&kind, physical);
        Deletion::Gone { seconds: if self.kind == "AWS::EC2::NatGateway" { 60 } else { 1 } }
    }
}

impl Plain {
    fn made(&self, world: &mut World, order: &Order<'_>, physical: &str) -> Map<String, Value> {
        let mut made = Map::new();
        for attribute in self.attributes {
            let value = match *attribute {
                "LatestVersionNumber" | "DefaultVersionNumber" => json!("1"),
                "PublicIp" => json!(format!("198.51.100.{}", world.random.digits(2))),
                "DnsEntries" | "NetworkInterfaceIds" => json!([]),
                "State" => json!("ACTIVE"),
                _ => continue,
            };
            made.insert((*attribute).to_owned(), value);
        }
        match self.identity {
            Identity::Id(_, attribute) => {
                made.insert(attribute.to_owned(), json!(physical));
            }
            Identity::Arn(service, before, _) => {
                let arn = world.arn(service, &format!("{before}{physical}"));
                // IAM is not in a region.
                let arn = if service == "iam" { arn.replacen(&world.region, "", 1) } else { arn };
                made.insert("Arn".to_owned(), json!(arn));
            }
            Identity::Name(_) | Identity::Of(_) => {
                let service = order.kind.split("::").nth(1).unwrap_or_default().to_lowercase();
                let arn = world.arn(&service, physical);
                for attribute in
                    ["Arn", "QueueArn", "TopicArn", "PolicyArn", "Id", "Name", "RepositoryUri", "FileSystemId"]
                {
                    made.insert(attribute.to_owned(), json!(if attribute.ends_with("Arn") { &arn } else { physical }));
                }
            }
        }
        made
    }

    /// Why a placement group cannot go yet: instances are in it.
    fn placed(world: &mut World, physical: &str) -> Option<String> {
        let mut groups = world.auto_scaling_groups.values();
        let used = |group: &crate::world::AutoScalingGroup| group.properties.text("PlacementGroup") == physical;
        if !groups.any(|group| used(group) && !group.instances.is_empty()) {
            return None;
        }
        let message = format!("The placement group '{physical}' is in use and may not be deleted.");
        Some(refusal(world, "Ec2", 400, "InvalidPlacementGroup.InUse", &message))
    }

    /// Why it cannot go yet.
    fn kept(&self, world: &mut World, physical: &str) -> Option<String> {
        let (user, what) = match self.kind {
            "AWS::EC2::InternetGateway" => ("AWS::EC2::VPCGatewayAttachment", "internetGateway"),
            "AWS::EC2::PlacementGroup" => return Self::placed(world, physical),
            "AWS::EC2::RouteTable" => ("AWS::EC2::SubnetRouteTableAssociation", "routeTable"),
            _ => return None,
        };
        let used =
            world.opaque.properties(user).filter_map(|properties| properties.as_object()).flat_map(|map| map.values());
        if !used.into_iter().any(|value| value.as_str() == Some(physical)) {
            return None;
        }
        let message = format!("The {what} '{physical}' has dependencies and cannot be deleted.");
        Some(refusal(world, "Ec2", 400, "InvalidRequest", &message))
    }
}
