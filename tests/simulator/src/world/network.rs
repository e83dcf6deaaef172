//! Networks: as much as other resources ask for.

use std::collections::BTreeMap;

use serde_json::Value;

/// The networks of the region.
#[derive(Clone, Debug, Default)]
pub(crate) struct Network {
    /// By their id.
    pub(crate) vpcs: BTreeMap<String, Vpc>,
    /// By their id.
    pub(crate) subnets: BTreeMap<String, Subnet>,
    /// By their id.
    pub(crate) security_groups: BTreeMap<String, SecurityGroup>,
    /// Those that no stack made.
    pub(crate) route_tables: Vec<RouteTable>,
    /// Interface endpoints that no stack made.
    pub(crate) endpoints: Vec<VpcEndpoint>,
}

/// A route table.
#[derive(Clone, Debug)]
pub(crate) struct RouteTable {
    pub(crate) id: String,
    pub(crate) vpc: String,
    /// The subnets that name it; none for the main one.
    pub(crate) subnets: Vec<String>,
    /// Where 0.0.0.0/0 leads.
    pub(crate) way: Option<String>,
}

/// An interface endpoint.
#[derive(Clone, Debug)]
pub(crate) struct VpcEndpoint {
    pub(crate) vpc: String,
    /// As `com.amazonaws.eu-central-1.logs`.
    pub(crate) service: String,
}

/// A VPC.
#[derive(Clone, Debug)]
pub(crate) struct Vpc {
    pub(crate) id: String,
    pub(crate) cidr: String,
    /// Whether it is the account's default VPC.
    pub(crate) default: bool,
    /// The internet gateways that are attached.
    pub(crate) internet_gateways: Vec<String>,
}

/// A subnet.
#[derive(Clone, Debug)]
pub(crate) struct Subnet {
    pub(crate) id: String,
    pub(crate) vpc: String,
    /// As `eu-central-1a`.
    pub(crate) zone: String,
    pub(crate) cidr: String,
    /// Whether it is the default VPC's subnet of its zone.
    pub(crate) default_for_zone: bool,
}

/// A security group.
#[derive(Clone, Debug)]
pub(crate) struct SecurityGroup {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) vpc: String,
    /// The properties as the template has them, rules included.
    pub(crate) properties: Value,
}

impl Network {
    /// A region whose default VPC has a subnet in each of three zones.
    pub(crate) fn with_default_vpc(region: &str) -> Self {
        let mut network = Self::default();
        let id = "vpc-00000000".to_owned();
        let internet_gateways = vec!["igw-00000000".to_owned()];
        let vpc = Vpc { id: id.clone(), cidr: "172.31.0.0/16".to_owned(), default: true, internet_gateways };
        network.vpcs.insert(id.clone(), vpc);
        let way = Some("igw-00000000".to_owned());
        let table = RouteTable { id: "rtb-00000000".to_owned(), vpc: id.clone(), subnets: Vec::new(), way };
        network.route_tables.push(table);
        for (index, zone) in ["a", "b", "c"].iter().enumerate() {
            let subnet = Subnet {
                id: format!("subnet-0000000{zone}"),
                vpc: id.clone(),
                zone: format!("{region}{zone}"),
                cidr: format!("172.31.{}.0/20", index * 16),
                default_for_zone: true,
            };
            network.subnets.insert(subnet.id.clone(), subnet);
        }
        network
    }
}
