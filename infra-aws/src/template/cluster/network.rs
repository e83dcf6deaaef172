//! The VPC of a cluster: made, or the one that is there.

use infra_core::blueprint::ClusterBlueprint;
use infra_core::declaration::{Nat, Network, NewNetwork};
use serde_json::{Value, json};

use crate::template::cidr;
use crate::template::draft::Draft;
use crate::template::intrinsic::{attribute, reference, substitute, zone};
use crate::template::output;
use crate::template::stack::ParameterValue;

const VPC: &str = "Vpc";
const GATEWAY: &str = "InternetGateway";
const ATTACHMENT: &str = "InternetGatewayAttachment";
const PUBLIC_TABLE: &str = "PublicRouteTable";
const PUBLIC_ROUTE: &str = "PublicRoute";
const ANYWHERE: &str = "0.0.0.0/0";
const SUBNET_LIST: &str = "List<AWS::EC2::Subnet::Id>";

/// On which side of the network something is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// In subnets with a route to the internet gateway.
    Public,
    /// In subnets that reach out through a NAT gateway, or not at all.
    Private,
}

/// The resources of a new network; nothing for one that is there.
pub(super) fn make(draft: &mut Draft, cluster: &ClusterBlueprint) {
    let Network::New(NewNetwork { cidr, zones, nat }) = cluster.network else { return };
    let tags = draft.name_tag("");
    draft.resource(
        VPC,
        "AWS::EC2::VPC",
        json!({ "CidrBlock": cidr, "EnableDnsSupport": true, "EnableDnsHostnames": true, "Tags": tags }),
    );
    make_public(draft, cidr, zones);
    let mut tables = vec![reference(PUBLIC_TABLE)];
    if nat != Nat::None {
        for index in 0..zones {
            tables.push(make_private(draft, cidr, index, nat));
        }
    }
    // It costs nothing, and the layers of ECR's images come from S3: without it they would all pass the NAT gateway.
    draft.resource(
        "S3Endpoint",
        "AWS::EC2::VPCEndpoint",
        json!({
            "VpcEndpointType": "Gateway",
            "ServiceName": substitute("com.amazonaws.${AWS::Region}.s3"),
            "VpcId": reference(VPC),
            "RouteTableIds": tables,
            "Tags": tags,
        }),
    );
}

/// The VPC's id.
pub(super) fn vpc(draft: &mut Draft, cluster: &ClusterBlueprint) -> Value {
    let value = match cluster.network {
        Network::New(_) => return reference(VPC),
        Network::Existing(existing) => ParameterValue::Known(existing.vpc.to_owned()),
        Network::Default => ParameterValue::DefaultVpc,
    };
    draft.parameter(output::VPC_ID, "AWS::EC2::VPC::Id", value)
}

/// The VPC's addresses, where the declaration says them.
pub(super) fn addresses(cluster: &ClusterBlueprint) -> Option<&'static str> {
    match cluster.network {
        Network::New(new) => Some(new.cidr),
        Network::Existing(_) | Network::Default => None,
    }
}

/// How many private subnets there are.
pub(super) fn private_zones(cluster: &ClusterBlueprint) -> usize {
    match cluster.network {
        Network::New(new) if new.nat != Nat::None => usize::from(new.zones),
        Network::Existing(existing) => existing.private.len(),
        Network::New(_) | Network::Default => 0,
    }
}

/// The ids of the subnets on `side`, as a list.
pub(super) fn subnets(draft: &mut Draft, cluster: &ClusterBlueprint, side: Side) -> Value {
    let name = match side {
        Side::Public => "PublicSubnets",
        Side::Private => "PrivateSubnets",
    };
    let value = match cluster.network {
        Network::New(new) => return (0..new.zones).map(|index| reference(&subnet(side, index))).collect(),
        Network::Existing(existing) => {
            let ids = if side == Side::Public { existing.public } else { existing.private };
            ParameterValue::Known(ids.join(","))
        }
        Network::Default => ParameterValue::DefaultSubnets,
    };
    draft.parameter(name, SUBNET_LIST, value)
}

/// The side that tasks, and instances with them, are on.
pub(super) fn task_side(cluster: &ClusterBlueprint) -> Side {
    if cluster.tasks_in_private_subnets() { Side::Private } else { Side::Public }
}

/// The ids of the subnets that tasks run in, as a list.
pub(super) fn task_subnets(draft: &mut Draft, cluster: &ClusterBlueprint) -> Value {
    subnets(draft, cluster, task_side(cluster))
}

/// What must stand for as long as something on `side` has to reach the internet: routes, and the associations that put
/// subnets under them.
pub(super) fn ways_out(cluster: &ClusterBlueprint, side: Side) -> Vec<String> {
    let Network::New(NewNetwork { zones, .. }) = cluster.network else { return Vec::new() };
    let mut ways = match side {
        Side::Public => vec![PUBLIC_ROUTE.to_owned()],
        Side::Private => (1..=zones).map(|number| format!("PrivateRoute{number}")).collect(),
    };
    ways.extend((0..zones).map(|index| association(side, index)));
    ways
}

fn make_public(draft: &mut Draft, cidr: &str, zones: u8) {
    let tags = draft.name_tag("");
    draft.resource(GATEWAY, "AWS::EC2::InternetGateway", json!({ "Tags": tags }));
    draft.resource(
        ATTACHMENT,
        "AWS::EC2::VPCGatewayAttachment",
        json!({ "VpcId": reference(VPC), "InternetGatewayId": reference(GATEWAY) }),
    );
    let tags = draft.name_tag("public");
    draft.resource(PUBLIC_TABLE, "AWS::EC2::RouteTable", json!({ "VpcId": reference(VPC), "Tags": tags }));
    draft.resource_after(
        PUBLIC_ROUTE,
        "AWS::EC2::Route",
        &[ATTACHMENT.to_owned()],
        json!({
            "RouteTableId": reference(PUBLIC_TABLE),
            "DestinationCidrBlock": ANYWHERE,
            "GatewayId": reference(GATEWAY),
        }),
    );
    for index in 0..zones {
        make_subnet(draft, Side::Public, index, &cidr::public(cidr, index), PUBLIC_TABLE);
    }
}

/// A private subnet with its route table, and the NAT gateway that it needs; gives the reference to the table.
fn make_private(draft: &mut Draft, cidr: &str, index: u8, nat: Nat) -> Value {
    let number = index + 1;
    let gateway = match nat {
        Nat::None | Nat::One => "NatGateway1".to_owned(),
        Nat::Each => format!("NatGateway{number}"),
    };
    if nat == Nat::Each || index == 0 {
        make_nat_gateway(draft, &gateway, index);
    }
    // A table a zone with one gateway too: another gateway then changes a route, and no subnet moves.
    let table = format!("PrivateRouteTable{number}");
    let tags = draft.name_tag(&format!("private-{number}"));
    draft.resource(&table, "AWS::EC2::RouteTable", json!({ "VpcId": reference(VPC), "Tags": tags }));
    draft.resource(
        &format!("PrivateRoute{number}"),
        "AWS::EC2::Route",
        json!({
            "RouteTableId": reference(&table),
            "DestinationCidrBlock": ANYWHERE,
            "NatGatewayId": reference(&gateway),
        }),
    );
    make_subnet(draft, Side::Private, index, &cidr::private(cidr, index), &table);
    reference(&table)
}

fn make_nat_gateway(draft: &mut Draft, gateway: &str, index: u8) {
    let number = index + 1;
    let address = format!("NatAddress{number}");
    let tags = draft.name_tag(&format!("nat-{number}"));
    draft.resource_after(
        &address,
        "AWS::EC2::EIP",
        // AWS: an address in a VPC with a gateway needs the attachment first, and must go before it.
        &[ATTACHMENT.to_owned()],
        json!({ "Domain": "vpc", "Tags": tags }),
    );
    let ways = [PUBLIC_ROUTE.to_owned(), association(Side::Public, index)];
    draft.resource_after(
        gateway,
        "AWS::EC2::NatGateway",
        &ways,
        json!({
            "SubnetId": reference(&subnet(Side::Public, index)),
            "AllocationId": attribute(&address, "AllocationId"),
            "Tags": tags,
        }),
    );
}

fn make_subnet(draft: &mut Draft, side: Side, index: u8, cidr: &str, table: &str) {
    let number = index + 1;
    let name = match side {
        Side::Public => format!("public-{number}"),
        Side::Private => format!("private-{number}"),
    };
    let tags = draft.name_tag(&name);
    let id = subnet(side, index);
    draft.resource(
        &id,
        "AWS::EC2::Subnet",
        json!({
            "VpcId": reference(VPC),
            "AvailabilityZone": zone(index),
            "CidrBlock": cidr,
            "MapPublicIpOnLaunch": side == Side::Public,
            "Tags": tags,
        }),
    );
    draft.resource(
        &association(side, index),
        "AWS::EC2::SubnetRouteTableAssociation",
        json!({ "SubnetId": reference(&id), "RouteTableId": reference(table) }),
    );
}

/// The logical id of a subnet of a new network.
pub(super) fn subnet(side: Side, index: u8) -> String {
    let number = index + 1;
    match side {
        Side::Public => format!("PublicSubnet{number}"),
        Side::Private => format!("PrivateSubnet{number}"),
    }
}

fn association(side: Side, index: u8) -> String {
    format!("{}Association", subnet(side, index))
}
