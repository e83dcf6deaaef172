//! What EC2 says about a network.

use aws_smithy_query::QueryWriter;
use serde_json::Value;

use crate::Error;
use crate::client::Clients;
use crate::direct::{self, EC2, list, text};

/// A subnet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Subnet {
    pub(super) id: String,
    pub(super) vpc: String,
    pub(super) zone: String,
    /// How many addresses are free.
    pub(super) free: u32,
}

/// Which subnets are asked for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Subnets<'a> {
    Of(&'a [&'a str]),
    /// The default one of each zone.
    Default,
}

/// Where traffic to the internet goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// To an internet gateway, which serves public addresses alone.
    InternetGateway,
    /// To a NAT gateway, or to something that may lead there, by its id.
    Other(String),
    /// To something that is no more.
    BlackHole(String),
}

/// A route table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RouteTable {
    pub(super) id: String,
    /// The subnets that name it.
    pub(super) subnets: Vec<String>,
    /// Whether it is that of the subnets that name none.
    pub(super) is_main: bool,
    /// Where 0.0.0.0/0 leads.
    pub(super) way: Option<Way>,
}

/// An endpoint of a VPC.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Endpoint {
    /// As `com.amazonaws.eu-central-1.ecr.api`.
    pub(super) service: String,
    /// The route tables that lead to a gateway endpoint; none of an interface endpoint.
    pub(super) route_tables: Vec<String>,
    pub(super) is_gateway: bool,
}

/// The names of the region's zones, in their order; without Local and Wavelength Zones.
pub(super) async fn zones(clients: &Clients) -> Result<Vec<String>, Error> {
    let zones = pages(clients, "ec2:DescribeAvailabilityZones", "availabilityZoneInfo", |writer| {
        writer.prefix("Filter.1.Name").string("zone-type");
        writer.prefix("Filter.1.Value.1").string("availability-zone");
    })
    .await?;
    let mut names: Vec<String> = zones.iter().map(|zone| text(zone, "zoneName").to_owned()).collect();
    names.sort();
    Ok(names)
}

pub(super) async fn subnets(clients: &Clients, asked: Subnets<'_>) -> Result<Vec<Subnet>, Error> {
    // By a filter: a call with an id that is not there answers for no subnet.
    let found = pages(clients, "ec2:DescribeSubnets", "subnetSet", |writer| match asked {
        Subnets::Of(ids) => {
            writer.prefix("Filter.1.Name").string("subnet-id");
            let mut values = writer.prefix("Filter.1.Value").start_list(true, None);
            for id in ids {
                values.entry().string(id);
            }
            values.finish();
        }
        Subnets::Default => {
            writer.prefix("Filter.1.Name").string("default-for-az");
            writer.prefix("Filter.1.Value.1").string("true");
        }
    })
    .await?;
    let subnet = |subnet: &Value| Subnet {
        id: text(subnet, "subnetId").to_owned(),
        vpc: text(subnet, "vpcId").to_owned(),
        zone: text(subnet, "availabilityZone").to_owned(),
        free: text(subnet, "availableIpAddressCount").parse().unwrap_or_default(),
    };
    Ok(found.iter().map(subnet).collect())
}

pub(super) async fn route_tables(clients: &Clients, vpc: &str) -> Result<Vec<RouteTable>, Error> {
    let found = pages(clients, "ec2:DescribeRouteTables", "routeTableSet", |writer| of_vpc(writer, vpc)).await?;
    Ok(found.iter().map(route_table).collect())
}

pub(super) async fn endpoints(clients: &Clients, vpc: &str) -> Result<Vec<Endpoint>, Error> {
    let found = pages(clients, "ec2:DescribeVpcEndpoints", "vpcEndpointSet", |writer| of_vpc(writer, vpc)).await?;
    let endpoint = |endpoint: &Value| Endpoint {
        service: text(endpoint, "serviceName").to_owned(),
        route_tables: list(endpoint, "routeTableIdSet").iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        is_gateway: text(endpoint, "vpcEndpointType") == "Gateway",
    };
    let is_there = |endpoint: &&Value| matches!(text(endpoint, "state"), "available" | "");
    Ok(found.iter().filter(is_there).map(endpoint).collect())
}

fn of_vpc(writer: &mut QueryWriter<'_>, vpc: &str) {
    writer.prefix("Filter.1.Name").string("vpc-id");
    writer.prefix("Filter.1.Value.1").string(vpc);
}

fn route_table(table: &Value) -> RouteTable {
    let associations = list(table, "associationSet");
    let subnets = associations.iter().map(|association| text(association, "subnetId")).filter(|id| !id.is_empty());
    let routes = list(table, "routeSet").iter();
    RouteTable {
        id: text(table, "routeTableId").to_owned(),
        subnets: subnets.map(str::to_owned).collect(),
        is_main: associations.iter().any(|association| text(association, "main") == "true"),
        way: routes.filter(|route| text(route, "destinationCidrBlock") == "0.0.0.0/0").map(way).next(),
    }
}

fn way(route: &Value) -> Way {
    const LEADS_TO: [&str; 7] = [
        "gatewayId",
        "natGatewayId",
        "transitGatewayId",
        "networkInterfaceId",
        "instanceId",
        "vpcPeeringConnectionId",
        "coreNetworkArn",
    ];
    let to = LEADS_TO.iter().map(|name| text(route, name)).find(|id| !id.is_empty()).unwrap_or("nothing");
    match text(route, "state") {
        "blackhole" => Way::BlackHole(to.to_owned()),
        _ if to.starts_with("igw-") => Way::InternetGateway,
        _ => Way::Other(to.to_owned()),
    }
}

/// All pages of a list.
pub(in crate::verify) async fn pages(
    clients: &Clients,
    operation: &'static str,
    name: &str,
    fill: impl Fn(&mut QueryWriter<'_>),
) -> Result<Vec<Value>, Error> {
    let mut found = Vec::new();
    let mut token: Option<String> = None;
    loop {
        let answer = direct::query_value(clients, &EC2, operation, |writer| {
            fill(writer);
            if let Some(token) = &token {
                writer.prefix("NextToken").string(token);
            }
        })
        .await?;
        found.extend_from_slice(list(&answer, name));
        let next = Some(text(&answer, "nextToken").to_owned()).filter(|token| !token.is_empty());
        if next.is_none() || next == token {
            return Ok(found);
        }
        token = next;
    }
}
