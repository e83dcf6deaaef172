//! What is told of networks, zones and instance types.

use serde_json::{Value, json};

use crate::error::{Answer, AwsError};
use crate::text::{Request, texts};
use crate::world::{RouteTable, Subnet, VpcEndpoint, World};

/// The zones of the region, by the last letter of their names.
const ZONES: [&str; 3] = ["a", "b", "c"];

pub(crate) fn answer(world: &World, operation: &str, request: &Value) -> Answer {
    match operation {
        "DescribeSubnets" => subnets(world, request),
        "DescribeVpcs" => {
            let vpcs = world.network.vpcs.values();
            let told = vpcs.map(|vpc| json!({"vpcId": vpc.id, "cidrBlock": vpc.cidr, "isDefault": vpc.default}));
            Ok(json!({"vpcSet": told.collect::<Vec<Value>>()}))
        }
        "DescribeAddresses" => {
            let addresses = world.opaque.of("AWS::EC2::EIP");
            let told = addresses.map(|(id, _)| json!({"allocationId": id}));
            Ok(json!({"addressesSet": told.collect::<Vec<Value>>()}))
        }
        "DescribeRouteTables" => {
            let tables = world.network.route_tables.iter().filter(|table| is_of(request, &table.vpc));
            Ok(json!({"routeTableSet": tables.map(route_table).collect::<Vec<Value>>()}))
        }
        "DescribeVpcEndpoints" => {
            let endpoints = world.network.endpoints.iter().filter(|endpoint| is_of(request, &endpoint.vpc));
            Ok(json!({"vpcEndpointSet": endpoints.map(endpoint).collect::<Vec<Value>>()}))
        }
        "DescribeAvailabilityZones" => {
            let told =
                ZONES.map(|zone| json!({"zoneName": format!("{}{zone}", world.region), "zoneState": "available"}));
            Ok(json!({"availabilityZoneInfo": told}))
        }
        "DescribeInstanceTypeOfferings" => Ok(offerings(world, request)),
        _ => Err(AwsError::unknown_operation("ec2", operation)),
    }
}

fn is_of(request: &Value, vpc: &str) -> bool {
    let filters = request.list("Filter").iter().filter(|filter| filter.text("Name") == "vpc-id");
    filters.flat_map(|filter| texts(filter.list("Value"))).any(|wanted| wanted == vpc)
}

fn route_table(table: &RouteTable) -> Value {
    let mut routes = vec![json!({"destinationCidrBlock": "10.1.0.0/16", "gatewayId": "local", "state": "active"})];
    if let Some(way) = &table.way {
        let name = if way.starts_with("nat-") { "natGatewayId" } else { "gatewayId" };
        routes.push(json!({"destinationCidrBlock": "0.0.0.0/0", name: way, "state": "active"}));
    }
    let mut associations: Vec<Value> =
        table.subnets.iter().map(|subnet| json!({"subnetId": subnet, "main": false})).collect();
    if associations.is_empty() {
        associations.push(json!({"main": true}));
    }
    json!({"routeTableId": table.id, "vpcId": table.vpc, "routeSet": routes, "associationSet": associations})
}

fn endpoint(endpoint: &VpcEndpoint) -> Value {
    json!({
        "vpcId": endpoint.vpc, "serviceName": endpoint.service, "vpcEndpointType": "Interface", "state": "available",
    })
}

fn offerings(world: &World, request: &Value) -> Value {
    let types = request.list("Filter").iter().flat_map(|filter| texts(filter.list("Value")));
    let mut told = Vec::new();
    for name in types {
        for zone in ZONES.map(|zone| format!("{}{zone}", world.region)) {
            if !world.known.not_offered.contains(&(name.to_owned(), zone.clone())) {
                told.push(json!({"instanceType": name, "location": zone, "locationType": "availability-zone"}));
            }
        }
    }
    json!({"instanceTypeOfferingSet": told})
}

fn subnets(world: &World, request: &Value) -> Answer {
    let mut found = Vec::new();
    for subnet in world.network.subnets.values() {
        let mut all = true;
        for filter in request.list("Filter") {
            all &= holds(subnet, filter)?;
        }
        let ids = request.list("SubnetId");
        if all && (ids.is_empty() || texts(ids).any(|id| id == subnet.id)) {
            found.push(told(world, subnet));
        }
    }
    Ok(json!({"subnetSet": found}))
}

fn holds(subnet: &Subnet, filter: &Value) -> Result<bool, AwsError> {
    let name = filter.text("Name");
    let value = match name {
        "default-for-az" | "defaultForAz" => subnet.default_for_zone.to_string(),
        "vpc-id" => subnet.vpc.clone(),
        "subnet-id" => subnet.id.clone(),
        "availability-zone" => subnet.zone.clone(),
        _ => {
            let message = format!("The filter '{name}' is invalid");
            return Err(AwsError::new("InvalidParameterValue", message));
        }
    };
    Ok(texts(filter.list("Value")).any(|wanted| wanted == value))
}

fn told(world: &World, subnet: &Subnet) -> Value {
    json!({
        "subnetId": subnet.id,
        "vpcId": subnet.vpc,
        "availabilityZone": subnet.zone,
        "cidrBlock": subnet.cidr,
        "defaultForAz": subnet.default_for_zone,
        "availableIpAddressCount": 200,
        "state": "available",
        "ownerId": world.account,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_subnets_are_one_in_each_zone() {
        let world = World::new("111122223333", "eu-central-1", 1);
        let ask = |name: &str| json!({"Filter": [{"Name": name, "Value": ["true"]}]});
        let answered = answer(&world, "DescribeSubnets", &ask("default-for-az")).unwrap();
        let zones: Vec<&str> = answered.list("subnetSet").iter().map(|held| held.text("availabilityZone")).collect();
        assert_eq!(zones, ["eu-central-1a", "eu-central-1b", "eu-central-1c"]);
        assert_eq!(answer(&world, "DescribeSubnets", &ask("none")).unwrap_err().code, "InvalidParameterValue");
    }
}
