//! VPCs, subnets, and the internet gateways that are attached.

use serde_json::{Map, Value, json};

use super::{Deletion, Made, Order, Provider, Updated, attributes, interface, refusal};
use crate::text::Request;
use crate::world::{self, World};

/// `AWS::EC2::VPC`.
pub(super) struct Vpc;

impl Provider for Vpc {
    fn attributes(&self) -> &[&str] {
        &["VpcId", "CidrBlock", "DefaultSecurityGroup", "DefaultNetworkAcl"]
    }

    fn replacing(&self) -> &[&str] {
        &["CidrBlock"]
    }

    fn create(&self, world: &mut World, order: &Order<'_>) -> Result<Made, String> {
        let id = world.random.id("vpc");
        let (group, list) = (world.random.id("sg"), world.random.id("acl"));
        let cidr = order.text("CidrBlock").to_owned();
        let attributes = attributes([
            ("VpcId", json!(id)),
            ("CidrBlock", json!(cidr)),
            ("DefaultSecurityGroup", json!(group)),
            ("DefaultNetworkAcl", json!(list)),
        ]);
        let vpc = world::Vpc { id: id.clone(), cidr, default: false, internet_gateways: Vec::new() };
        world.network.vpcs.insert(id.clone(), vpc);
        Ok(Made { physical: id, attributes, seconds: 12 })
    }

    fn update(&self, _: &mut World, _: &Order<'_>, _: &str, _: &Value) -> Updated {
        Ok(Map::new())
    }

    fn delete(&self, world: &mut World, physical: &str, _properties: &Value) -> Deletion {
        let network = &world.network;
        let gateways = network.vpcs.get(physical).is_some_and(|vpc| !vpc.internet_gateways.is_empty());
        let inside = |kind| world.opaque.properties(kind).any(|properties| properties.text("VpcId") == physical);
        let used = gateways
            || network.subnets.values().any(|subnet| subnet.vpc == physical)
            || network.security_groups.values().any(|group| group.vpc == physical)
            || inside("AWS::EC2::RouteTable")
            || inside("AWS::EC2::VPCEndpoint");
        if used {
            let message = format!("The vpc '{physical}' has dependencies and cannot be deleted.");
            let reason = refusal(world, "Ec2", 400, "InvalidRequest", &message);
            return Deletion::Refused { reason, patience: interface::PATIENCE };
        }
        world.network.vpcs.remove(physical);
        Deletion::Gone { seconds: 1 }
    }
}

/// `AWS::EC2::Subnet`.
pub(super) struct Subnet;

impl Provider for Subnet {
    fn attributes(&self) -> &[&str] {
        &["SubnetId", "AvailabilityZone", "CidrBlock", "VpcId"]
    }

    fn replacing(&self) -> &[&str] {
        &["VpcId", "AvailabilityZone", "CidrBlock"]
    }

    fn create(&self, world: &mut World, order: &Order<'_>) -> Result<Made, String> {
        let (vpc, cidr) = (order.text("VpcId").to_owned(), order.text("CidrBlock").to_owned());
        if !world.network.vpcs.contains_key(&vpc) {
            let message = format!("The vpc ID '{vpc}' does not exist");
            return Err(refusal(world, "Ec2", 400, "NotFound", &message));
        }
        if world.network.subnets.values().any(|subnet| subnet.vpc == vpc && subnet.cidr == cidr) {
            let message = format!("The CIDR '{cidr}' conflicts with another subnet");
            return Err(refusal(world, "Ec2", 400, "InvalidRequest", &message));
        }
        let id = world.random.id("subnet");
        let given = order.text("AvailabilityZone");
        let zone = if given.is_empty() { format!("{}a", world.region) } else { given.to_owned() };
        let attributes = attributes([
            ("SubnetId", json!(id)),
            ("AvailabilityZone", json!(zone)),
            ("CidrBlock", json!(cidr)),
            ("VpcId", json!(vpc)),
        ]);
        let subnet = world::Subnet { id: id.clone(), vpc, zone, cidr, default_for_zone: false };
        world.network.subnets.insert(id.clone(), subnet);
        Ok(Made { physical: id, attributes, seconds: 4 })
    }

    fn update(&self, _: &mut World, _: &Order<'_>, _: &str, _: &Value) -> Updated {
        Ok(Map::new())
    }

    fn delete(&self, world: &mut World, physical: &str, _properties: &Value) -> Deletion {
        if interface::all(world).iter().any(|interface| interface.subnet == physical) {
            let message = format!("The subnet '{physical}' has dependencies and cannot be deleted.");
            let reason = refusal(world, "Ec2", 400, "InvalidRequest", &message);
            return Deletion::Refused { reason, patience: interface::PATIENCE };
        }
        world.network.subnets.remove(physical);
        Deletion::Gone { seconds: 1 }
    }
}

/// `AWS::EC2::VPCGatewayAttachment`.
pub(super) struct VpcGatewayAttachment;

const ATTACHMENT: &str = "AWS::EC2::VPCGatewayAttachment";

impl Provider for VpcGatewayAttachment {
    fn attributes(&self) -> &[&str] {
        &["AttachmentType"]
    }

    fn replacing(&self) -> &[&str] {
        &["VpcId"]
    }

    fn takes_tags(&self) -> bool {
        false
    }

    fn create(&self, world: &mut World, order: &Order<'_>) -> Result<Made, String> {
        let (vpc, gateway) = (order.text("VpcId").to_owned(), order.text("InternetGatewayId").to_owned());
        let message = match world.network.vpcs.get_mut(&vpc) {
            None => format!("The vpc ID '{vpc}' does not exist"),
            Some(vpc) if !vpc.internet_gateways.is_empty() => {
                format!("Network {} already has an internet gateway attached", vpc.id)
            }
            Some(vpc) => {
                vpc.internet_gateways.push(gateway);
                String::new()
            }
        };
        if !message.is_empty() {
            return Err(refusal(world, "Ec2", 400, "InvalidRequest", &message));
        }
        let physical = format!("IGW|{vpc}");
        world.opaque.put(ATTACHMENT, &physical, order.properties);
        Ok(Made { physical, attributes: attributes([("AttachmentType", json!("IGW"))]), seconds: 2 })
    }

    fn update(&self, world: &mut World, order: &Order<'_>, physical: &str, _before: &Value) -> Updated {
        world.opaque.put(ATTACHMENT, physical, order.properties);
        Ok(Map::new())
    }

    fn delete(&self, world: &mut World, physical: &str, properties: &Value) -> Deletion {
        let vpc = properties.text("VpcId");
        let inside = |subnet: &String| world.network.subnets.get(subnet).is_some_and(|subnet| subnet.vpc == vpc);
        if interface::all(world).iter().any(|interface| interface.public && inside(&interface.subnet)) {
            let message = format!(
                "Network {vpc} has some mapped public address(es). Please unmap those public address(es) before \
                 detaching the gateway."
            );
            let reason = refusal(world, "Ec2", 400, "InvalidRequest", &message);
            return Deletion::Refused { reason, patience: interface::PATIENCE };
        }
        if let Some(vpc) = world.network.vpcs.get_mut(vpc) {
            vpc.internet_gateways.retain(|gateway| gateway != properties.text("InternetGatewayId"));
        }
        world.opaque.remove(ATTACHMENT, physical);
        Deletion::Gone { seconds: 1 }
    }
}
