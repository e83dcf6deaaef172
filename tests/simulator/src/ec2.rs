//! DescribeSubnets: the one call of EC2 that the project makes.

use serde_json::{Value, json};

use crate::error::{Answer, AwsError};
use crate::text::{Request, texts};
use crate::world::{Subnet, World};

pub(crate) fn answer(world: &World, operation: &str, request: &Value) -> Answer {
    if operation != "DescribeSubnets" {
        return Err(AwsError::unknown_operation("ec2", operation));
    }
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
