//! Auto Scaling groups behind capacity providers.

use crate::catalogue::{Placement, find};
use crate::rule::letters::{about, quote};
use crate::rule::network::identifier;
use crate::rule::range::{length, letters, number, number_key, say, seconds, unprintable};
use crate::{Text, Violation};

/// The use of a group that ECS holds is 1 to 100 percent.
///
/// Source: CP-03; botocore 1.44.5 ecs ManagedScalingTargetCapacity.
pub const fn target(percent: u64) -> Result<(), Violation> {
    const RULE: &str = "capacity-target";
    number(RULE, "target", percent, 1, 100)
}

/// A new instance counts after 0 to 10,000 seconds.
///
/// Source: CP-03; botocore 1.44.5 ecs ManagedScalingInstanceWarmupPeriod.
pub const fn warm_up(value: u64) -> Result<(), Violation> {
    const RULE: &str = "capacity-warm-up";
    seconds(RULE, "warm_up", value, 0, 10_000)
}

/// The instances that are never Spot are no more than the group can have.
///
/// Source: ASG-08; botocore 1.44.5 autoscaling InstancesDistribution.OnDemandBaseCapacity.
pub const fn on_demand_base(base: u64, max: u64) -> Result<(), Violation> {
    if base <= max {
        return Ok(());
    }
    let headline = number_key(Text::new(), "on_demand_base", base).push(" is above the ").number(max);
    let headline = headline.push(if max == 1 { " instance" } else { " instances" }).push(" that the group can have");
    Err(Violation::new("capacity-on-demand-base", headline, Text::from("use ").number(max).push(" or less")))
}

/// `on_demand_base` is for groups with `spot`: without it every instance is On-Demand.
///
/// Source: ASG-08; botocore 1.44.5 autoscaling InstancesDistribution.OnDemandBaseCapacity.
pub const fn base_needs_spot(base: u64, spot: bool) -> Result<(), Violation> {
    if base == 0 || spot {
        return Ok(());
    }
    let headline = number_key(Text::new(), "on_demand_base", base).push(" does nothing without `spot`");
    Err(Violation::new("capacity-on-demand-base", headline, Text::from("add `spot`, or drop `on_demand_base`")))
}

/// A mixed group lists 1 to 40 instance types.
///
/// Source: ASG-08; botocore 1.44.5 autoscaling LaunchTemplate.Overrides.
pub const fn types(count: u64) -> Result<(), Violation> {
    if count >= 1 && count <= 40 {
        return Ok(());
    }
    let headline = Text::from("`types` lists ").number(count).push(" instance types");
    Err(Violation::new("capacity-types", headline, Text::from("list 1 to 40")))
}

/// A placement group has 1 to 7 partitions.
///
/// Source: PG-02; EC2 user guide, "Partition placement groups" (7 in a zone; known, but in no model).
pub const fn partitions(count: u64) -> Result<(), Violation> {
    if count >= 1 && count <= 7 {
        return Ok(());
    }
    let headline = Text::from("`partition(").number(count).push(")` is out of range");
    Err(Violation::new("capacity-partitions", headline, Text::from("use 1 to 7 partitions")))
}

/// The instance type can be placed as `placement` says; of a type that the catalogue does not know, AWS decides.
///
/// Source: LT-08; EC2 user guide, 2025, "Placement strategies" (instance types), as the catalogue has them.
pub const fn placement_type(placement: &str, instance_type: &str) -> Result<(), Violation> {
    let wanted = match placement.as_bytes() {
        b"cluster" => Placement::CLUSTER,
        b"partition" => Placement::PARTITION,
        b"spread" => Placement::SPREAD,
        _ => return Ok(()),
    };
    let Some(instance) = find(instance_type) else { return Ok(()) };
    let possible = instance.placement;
    let known = possible.contains(Placement::CLUSTER)
        || possible.contains(Placement::PARTITION)
        || possible.contains(Placement::SPREAD);
    if !known || possible.contains(wanted) {
        return Ok(());
    }
    let headline = quote(Text::new(), instance_type).push(" instances cannot be placed with `placement = ");
    let headline = headline.push(placement).push("`");
    let help = "take a type that is not burstable or `flex`, as `c6i.large`, or drop `placement`";
    Err(Violation::new("capacity-placement-type", headline, Text::from(help)))
}

/// A spread placement group has at most 7 instances in a zone.
///
/// Source: PG-03; EC2 user guide, "Spread placement groups" (7 in a zone; known, but in no model).
pub const fn spread_instances(placement: &str, max: u64, zones: u64) -> Result<(), Violation> {
    let most = zones.saturating_mul(7);
    if !matches!(placement.as_bytes(), b"spread") || max <= most {
        return Ok(());
    }
    let headline = Text::from("`placement = spread` has room for ").number(most).push(" instances in ").number(zones);
    let headline = headline.push(if zones == 1 { " zone, not for " } else { " zones, not for " }).number(max);
    let help = Text::from("let the group have at most ").number(most).push(", or use `partition(7)`");
    Err(Violation::new("capacity-spread", headline, help))
}

/// The id of a machine image: `ami-` and 8 or 17 hexadecimal digits.
///
/// Source: EC2 user guide, "Resource IDs" (17 characters since 2018, 8 before).
pub const fn ami(id: &str) -> Result<(), Violation> {
    const RULE: &str = "ami-id";
    let help = "use `al2023`, `bottlerocket` or an id as \"ami-0123456789abcdef0\"";
    identifier(RULE, "ami-", id, " is no id of a machine image", help)
}

/// The name of a key pair: 1 to 255 printable characters, without a space at an end.
///
/// Source: botocore 1.44.5 ec2 CreateKeyPairRequest.KeyName (255 ASCII characters); CloudFormation EC2::KeyPair.KeyName (no
/// spaces at the ends).
pub const fn key_pair(name: &str) -> Result<(), Violation> {
    const RULE: &str = "key-pair";
    if let Err(violation) = length(RULE, "key pair ", name, 1, 255) {
        return Err(violation);
    }
    let bytes = name.as_bytes();
    if bytes[0] == b' ' || bytes[bytes.len() - 1] == b' ' {
        let headline = about("key pair ", name).push(" has a space at an end");
        return Err(Violation::new(RULE, headline, Text::from("drop the space")));
    }
    letters(RULE, "key pair ", name, unprintable(name), "use printable ASCII, as EC2 shows the name")
}

/// What runs at the first start of an instance: 1 to 12,288 bytes, before they are encoded. AWS takes 16,384, of which 4
/// KiB are for what joins the instance to its cluster and mounts its disks.
///
/// Source: botocore 1.44.5 ec2 RequestLaunchTemplateData.UserData ("limited to 16 KB").
pub const fn user_data(text: &str) -> Result<(), Violation> {
    const RULE: &str = "user-data";
    if text.is_empty() {
        return Err(say(RULE, "`user_data` is empty", "drop it, or write a script, as \"#!/bin/sh\\n..\""));
    }
    if text.len() <= 12_288 {
        return Ok(());
    }
    let headline = Text::from("`user_data` has ").number(text.len() as u64).push(" bytes");
    let help = "use at most 12288; load the rest from S3 or bake it into an image";
    Err(Violation::new(RULE, headline, Text::from(help)))
}

/// Bottlerocket takes settings in TOML, and runs no script.
///
/// Source: Bottlerocket 1.x, "API settings" (user data is TOML).
pub const fn user_data_form(text: &str, bottlerocket: bool) -> Result<(), Violation> {
    if !bottlerocket || !matches!(text.as_bytes(), [b'#', b'!', ..]) {
        return Ok(());
    }
    let headline = "`user_data` is a script, and Bottlerocket runs none";
    Err(say("user-data", headline, "write settings in TOML, as \"[settings.ecs]\", or use `ami = al2023`"))
}

/// The average CPU use at which a forecast aims is 1 to 100 percent.
///
/// Source: botocore 1.44.5 autoscaling PredictiveScalingMetricSpecification.TargetValue; it is a percentage.
pub const fn predictive(percent: u64) -> Result<(), Violation> {
    number("capacity-predictive", "predictive", percent, 1, 100)
}

/// Trunks are switched on by a script of the instance.
///
/// Source: botocore 1.44.5 ecs PutAccountSettingRequest.principalArn (none but the role itself may); Bottlerocket 1.x,
/// "Security features" (no shell).
pub const fn trunking_image(bottlerocket: bool) -> Result<(), Violation> {
    const RULE: &str = "instance-trunking";
    if !bottlerocket {
        return Ok(());
    }
    let headline = "Bottlerocket runs no script that would switch on `trunking`";
    Err(say(RULE, headline, "use `ami = al2023`, or drop `trunking` and switch it on for the account"))
}

/// The instance type has a trunk; of a type that the catalogue does not know, AWS decides.
///
/// Source: CP-08; `facts/instance-types.md` §3, ecs_awsvpc_tasks_trunked.
pub const fn trunking_type(instance_type: &str) -> Result<(), Violation> {
    match find(instance_type) {
        Some(instance) if instance.awsvpc_tasks_trunked == 0 && instance.awsvpc_tasks > 0 => {
            let headline = quote(Text::new(), instance_type).push(" instances have no trunk");
            let help = "take a type that has one, as `c6i.large`, or drop `trunking`";
            Err(Violation::new("instance-trunking", headline, Text::from(help)))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const _: () = assert!(matches!(target(100), Ok(())));
    const _: () = assert!(matches!(ami("ami-01234567"), Ok(())));

    #[test]
    fn bounds() {
        for (percent, legal) in [(0, false), (1, true), (100, true), (101, false)] {
            assert_eq!(target(percent).is_ok(), legal, "{percent}");
        }
        for (seconds, legal) in [(0, true), (10_000, true), (10_001, false)] {
            assert_eq!(warm_up(seconds).is_ok(), legal, "{seconds}");
        }
        for (count, of_types, of_partitions) in [
            (0, false, false),
            (1, true, true),
            (7, true, true),
            (8, true, false),
            (40, true, false),
            (41, false, false),
        ] {
            assert_eq!((types(count).is_ok(), partitions(count).is_ok()), (of_types, of_partitions), "{count}");
        }
        for (base, max, legal) in [(0, 1, true), (2, 2, true), (3, 2, false)] {
            assert_eq!(on_demand_base(base, max).is_ok(), legal, "{base} of {max}");
        }
        assert!(
            base_needs_spot(1, false).is_err() && base_needs_spot(0, false).is_ok() && base_needs_spot(1, true).is_ok()
        );
        assert_eq!(
            on_demand_base(2, 1).expect_err("above").to_string(),
            "`on_demand_base = 2` is above the 1 instance that the group can have [capacity-on-demand-base]\nhelp: use 1 or less"
        );
    }

    #[test]
    fn placement() {
        for (placement, instance_type, legal) in [
            ("cluster", "c5n.xlarge", true),
            ("cluster", "t3.large", false),
            ("spread", "t3.large", true),
            ("cluster", "unknown.large", true),
            ("", "t3.large", true),
        ] {
            assert_eq!(placement_type(placement, instance_type).is_ok(), legal, "{placement} {instance_type}");
        }
        for (placement, max, zones, legal) in
            [("spread", 14, 2, true), ("spread", 15, 2, false), ("cluster", 15, 1, true)]
        {
            assert_eq!(spread_instances(placement, max, zones).is_ok(), legal, "{placement} {max}");
        }
    }

    #[test]
    fn trunks_and_forecasts() {
        for (instance_type, legal) in [("c6i.large", true), ("t3.large", false), ("unknown.large", true)] {
            assert_eq!(trunking_type(instance_type).is_ok(), legal, "{instance_type}");
        }
        assert!(trunking_image(false).is_ok() && trunking_image(true).is_err());
        for (percent, legal) in [(0, false), (1, true), (100, true), (101, false)] {
            assert_eq!(predictive(percent).is_ok(), legal, "{percent}");
        }
        for (text, bottlerocket, legal) in
            [("#!/bin/sh", false, true), ("#!/bin/sh", true, false), ("[settings.ecs]", true, true)]
        {
            assert_eq!(user_data_form(text, bottlerocket).is_ok(), legal, "{text}");
        }
    }

    #[test]
    fn texts() {
        for (id, legal) in [("ami-0123456789abcdef0", true), ("ami-x", false), ("", false), ("al2", false)] {
            assert_eq!(ami(id).is_ok(), legal, "{id}");
        }
        for (name, legal) in
            [("ops", true), ("a b", true), (" a", false), ("a ", false), ("", false), ("\u{e4}", false)]
        {
            assert_eq!(key_pair(name).is_ok(), legal, "{name}");
        }
        assert!(key_pair(&"a".repeat(255)).is_ok() && key_pair(&"a".repeat(256)).is_err());
        assert!(user_data("").is_err() && user_data(&"a".repeat(12_288)).is_ok());
        assert!(user_data(&"a".repeat(12_289)).is_err());
    }
}
