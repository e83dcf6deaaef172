//! What the resources of templates cost.

use infra_core::catalogue::price;
use infra_core::plan::{CostLine, Dollars, Monthly};
use serde_json::Value;

use super::prices::{
    ALARM, APPLICATION_BALANCER, DASHBOARD, GP3_GB, NAT_GATEWAY, NETWORK_BALANCER, PUBLIC_ADDRESS, of_instance,
};

/// What the resources of an item's template cost, each by itself. Adds to `unpriced` what of it has no price.
pub(super) fn lines(item: &str, template: &Value, unpriced: &mut Vec<String>) -> Vec<CostLine> {
    let resources = template.get("Resources").and_then(Value::as_object).into_iter().flatten();
    let mut lines = Vec::new();
    for (_, resource) in resources {
        let kind = resource.get("Type").and_then(Value::as_str).unwrap_or_default();
        let empty = Value::Null;
        let properties = resource.get("Properties").unwrap_or(&empty);
        let told = match kind {
            "AWS::EC2::NatGateway" => Some(("NAT gateway".to_owned(), NAT_GATEWAY.of(1))),
            "AWS::EC2::EIP" => Some(("public IPv4 address".to_owned(), PUBLIC_ADDRESS.of(1))),
            "AWS::CloudWatch::Dashboard" => Some(("dashboard".to_owned(), DASHBOARD.of(1))),
            "AWS::CloudWatch::Alarm" => Some(("alarm".to_owned(), ALARM.of(1))),
            "AWS::ElasticLoadBalancingV2::LoadBalancer" => Some(balancer(properties)),
            "AWS::AutoScaling::AutoScalingGroup" => {
                lines.extend(group(item, template, properties, unpriced));
                None
            }
            "AWS::ServiceDiscovery::PrivateDnsNamespace" => {
                let name = properties.get("Name").and_then(Value::as_str).unwrap_or_default();
                unpriced.push(format!("the hosted zone of {name}"));
                None
            }
            _ => None,
        };
        let line = |(what, dollars)| CostLine { item: item.to_owned(), what, monthly: Monthly::of(Dollars(dollars)) };
        lines.extend(told.map(line));
    }
    lines
}

/// A load balancer, with a public address in each of its subnets where the internet reaches it.
fn balancer(properties: &Value) -> (String, i64) {
    let text = |name: &str| properties.get(name).and_then(Value::as_str).unwrap_or_default();
    let (name, price) = match text("Type") {
        "network" => ("network load balancer", NETWORK_BALANCER),
        _ => ("application load balancer", APPLICATION_BALANCER),
    };
    let subnets = ["Subnets", "SubnetMappings"].iter().filter_map(|name| properties.get(*name)?.as_array());
    let subnets: usize = subnets.map(Vec::len).sum();
    if text("Scheme") == "internal" || subnets == 0 {
        return (name.to_owned(), price.of(1));
    }
    let count = u64::try_from(subnets).unwrap_or_default();
    (format!("{name} with {count} public addresses"), price.of(1) + PUBLIC_ADDRESS.of(count))
}

/// The instances of a group: the fewest of its cheapest type to the most of its dearest, with their disks and addresses.
fn group(item: &str, template: &Value, properties: &Value, unpriced: &mut Vec<String>) -> Option<CostLine> {
    let number = |name: &str| {
        let value = properties.get(name)?;
        value.as_u64().or_else(|| value.as_str()?.parse().ok())
    };
    let (least, most) = (number("MinSize")?, number("MaxSize")?);
    let launched = launched(template, properties);
    let mut types: Vec<&str> = overrides(properties);
    if types.is_empty() {
        types.extend(launched.and_then(|launched| launched.get("InstanceType")?.as_str()));
    }
    let prices: Vec<i64> = types.iter().filter_map(|name| price(name).map(of_instance)).collect();
    unpriced.extend(types.iter().filter(|name| price(name).is_none()).map(|name| format!("instances {name}")));
    let (cheapest, dearest) = (prices.iter().min()?, prices.iter().max()?);
    let each = launched.map(beside).unwrap_or_default();
    let times = |count: u64, dollars: i64| {
        Dollars(dollars.saturating_add(each).saturating_mul(i64::try_from(count).unwrap_or(i64::MAX)))
    };
    let instances = match (least, most) {
        (1, 1) => "1 instance".to_owned(),
        (least, most) if least == most => format!("{most} instances"),
        (least, most) => format!("{least} to {most} instances"),
    };
    Some(CostLine {
        item: item.to_owned(),
        what: format!("{instances} {}", types.join(", ")),
        monthly: Monthly { least: times(least, *cheapest), most: times(most, *dearest) },
    })
}

/// The instance types of a mixed group.
fn overrides(properties: &Value) -> Vec<&str> {
    let overrides = properties.pointer("/MixedInstancesPolicy/LaunchTemplate/Overrides").and_then(Value::as_array);
    overrides.into_iter().flatten().filter_map(|entry| entry.get("InstanceType")?.as_str()).collect()
}

/// What the launch template of a group says of an instance.
fn launched<'a>(template: &'a Value, properties: &Value) -> Option<&'a Value> {
    let paths = [
        "/LaunchTemplate/LaunchTemplateId/Ref",
        "/MixedInstancesPolicy/LaunchTemplate/LaunchTemplateSpecification/LaunchTemplateId/Ref",
    ];
    let id = paths.iter().find_map(|path| properties.pointer(path)?.as_str())?;
    template.pointer(&format!("/Resources/{id}/Properties/LaunchTemplateData"))
}

/// What an instance costs beside itself: disks of a declared size, and its public address.
fn beside(launched: &Value) -> i64 {
    let disks = launched.get("BlockDeviceMappings").and_then(Value::as_array).into_iter().flatten();
    let sizes = disks.filter_map(|disk| {
        let ebs = disk.get("Ebs").filter(|ebs| ebs.get("VolumeType").and_then(Value::as_str) == Some("gp3"))?;
        ebs.get("VolumeSize")?.as_u64()
    });
    let interfaces = launched.get("NetworkInterfaces").and_then(Value::as_array).into_iter().flatten();
    let public = interfaces.filter(|it| it.get("AssociatePublicIpAddress").and_then(Value::as_bool) == Some(true));
    let addresses = u64::try_from(public.count()).unwrap_or_default();
    GP3_GB.of(sizes.sum()) + PUBLIC_ADDRESS.of(addresses)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn told(resources: &Value) -> Vec<String> {
        let mut unpriced = Vec::new();
        let lines = lines("shop", &json!({ "Resources": resources }), &mut unpriced);
        let told = lines.iter().map(|line| format!("{}: {}", line.what, line.monthly));
        told.chain(unpriced.into_iter().map(|what| format!("unpriced {what}"))).collect()
    }

    #[test]
    fn resources_have_their_prices() {
        for (kind, properties, expected) in [
            ("AWS::EC2::NatGateway", json!({}), "NAT gateway: $32.85"),
            ("AWS::EC2::EIP", json!({}), "public IPv4 address: $3.65"),
            ("AWS::CloudWatch::Dashboard", json!({}), "dashboard: $3.00"),
            ("AWS::CloudWatch::Alarm", json!({}), "alarm: $0.10"),
            (
                "AWS::ElasticLoadBalancingV2::LoadBalancer",
                json!({ "Type": "application", "Scheme": "internet-facing", "Subnets": ["a", "b"] }),
                "application load balancer with 2 public addresses: $23.73",
            ),
            (
                "AWS::ElasticLoadBalancingV2::LoadBalancer",
                json!({ "Type": "network", "Scheme": "internal", "Subnets": ["a", "b"] }),
                "network load balancer: $16.43",
            ),
        ] {
            assert_eq!(told(&json!({ "Thing": { "Type": kind, "Properties": properties } })), [expected]);
        }
        let zone =
            json!({ "Type": "AWS::ServiceDiscovery::PrivateDnsNamespace", "Properties": { "Name": "a.internal" } });
        assert_eq!(told(&json!({ "Zone": zone })), ["unpriced the hosted zone of a.internal"]);
        assert_eq!(told(&json!({ "Vpc": { "Type": "AWS::EC2::VPC", "Properties": {} } })), Vec::<String>::new());
    }

    fn instances(name: &str, data: Value) -> Value {
        let mut data = data;
        data["InstanceType"] = json!(name);
        json!({
            "Group": { "Type": "AWS::AutoScaling::AutoScalingGroup", "Properties": {
                "MinSize": "1", "MaxSize": "4", "LaunchTemplate": { "LaunchTemplateId": { "Ref": "Template" } },
            } },
            "Template": { "Type": "AWS::EC2::LaunchTemplate", "Properties": { "LaunchTemplateData": data } },
        })
    }

    #[test]
    fn a_group_costs_its_instances_their_disks_and_addresses() {
        assert_eq!(told(&instances("c5.large", json!({}))), ["1 to 4 instances c5.large: $62.05 to $248.20"]);
        let data = json!({
            "BlockDeviceMappings": [{ "Ebs": { "VolumeType": "gp3", "VolumeSize": 50 } }],
            "NetworkInterfaces": [{ "AssociatePublicIpAddress": true }],
        });
        assert_eq!(told(&instances("c5.large", data)), ["1 to 4 instances c5.large: $69.70 to $278.80"]);
        assert_eq!(told(&instances("none.large", json!({}))), ["unpriced instances none.large"]);
    }

    #[test]
    fn a_mixed_group_costs_from_its_cheapest_to_its_dearest() {
        let overrides = json!([{ "InstanceType": "c5.large" }, { "InstanceType": "c5.xlarge" }]);
        let group = json!({ "Type": "AWS::AutoScaling::AutoScalingGroup", "Properties": {
            "MinSize": 2, "MaxSize": 2, "MixedInstancesPolicy": { "LaunchTemplate": { "Overrides": overrides } },
        } });
        assert_eq!(told(&json!({ "Group": group })), ["2 instances c5.large, c5.xlarge: $124.10 to $248.20"]);
    }
}
