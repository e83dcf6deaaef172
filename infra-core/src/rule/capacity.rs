//! Capacity provider strategies and Auto Scaling groups.

use super::letters::quote;
use crate::declaration::{Capacity, Provider};
use crate::string::same;
use crate::{Text, Violation};

/// The most entries of a strategy.
///
/// Source: SV-29; botocore 1.44.5 ecs CreateServiceRequest.capacityProviderStrategy.
const MOST: usize = 20;

/// The base of an entry is 0 to 100,000 tasks.
///
/// Source: SV-29; botocore 1.44.5 ecs CapacityProviderStrategyItemBase.
pub const fn base(base: u32) -> Result<(), Violation> {
    if base <= 100_000 {
        return Ok(());
    }
    let headline = Text::from("a base of ").number(base as u64).push(" tasks is out of range");
    Err(Violation::new("capacity-base", headline, Text::from("use 0 to 100000")))
}

/// The weight of an entry is 0 to 1,000.
///
/// Source: SV-29; botocore 1.44.5 ecs CapacityProviderStrategyItemWeight.
pub const fn weight(weight: u32) -> Result<(), Violation> {
    if weight <= 1000 {
        return Ok(());
    }
    let headline = Text::from("a weight of ").number(weight as u64).push(" is out of range");
    Err(Violation::new("capacity-weight", headline, Text::from("use 0 to 1000")))
}

/// An Auto Scaling group has at least one instance at its most, and the fewest are not above the most.
///
/// Source: ASG-03, CP-05; cfn-lint 1.58.0 E3706; botocore 1.44.5 autoscaling CreateAutoScalingGroupType.
pub const fn range(min: u32, max: u32) -> Result<(), Violation> {
    const RULE: &str = "capacity-range";
    if max == 0 {
        return Err(Violation::new(
            RULE,
            Text::from("a group of at most 0 instances can run no task"),
            Text::from("let it grow to 1 or more, as `0..=1`"),
        ));
    }
    if max > i32::MAX as u32 {
        let headline = Text::from("a group cannot have ").number(max as u64).push(" instances");
        return Err(Violation::new(RULE, headline, Text::from("use at most 2147483647")));
    }
    if min > max {
        let headline = Text::from("a group cannot have ").number(min as u64).push(" to ").number(max as u64);
        let help = Text::from("put the smaller number first: ").number(max as u64).push("..=").number(min as u64);
        return Err(Violation::new(RULE, headline.push(" instances"), help));
    }
    Ok(())
}

/// A strategy: 1 to 20 entries of one family (Fargate or EC2), none twice, at most one with a base, at least one with a
/// weight.
///
/// Source: SV-29, CL-05, CP-07; botocore 1.44.5 ecs CapacityProviderStrategyItem; K (aws-cdk-lib 2.276.0).
pub const fn strategy(providers: &[Provider]) -> Result<(), Violation> {
    const RULE: &str = "capacity-strategy";
    if providers.is_empty() {
        let help = Text::from("name one, as `capacity = fargate`");
        return Err(Violation::new(RULE, Text::from("`capacity` names no provider"), help));
    }
    if providers.len() > MOST {
        let headline = Text::from("`capacity` has ").number(providers.len() as u64).push(" providers");
        return Err(Violation::new(RULE, headline, Text::from("use at most 20")));
    }
    let (mut weights, mut based) = (0, None);
    let mut at = 0;
    while at < providers.len() {
        let provider = &providers[at];
        if let Err(violation) = entry(provider) {
            return Err(violation);
        }
        if is_ec2(provider) != is_ec2(&providers[0]) {
            let headline = word(word(Text::new(), &providers[0]).push(" and "), provider);
            let headline = headline.push(" cannot serve one strategy");
            let help = "take Fargate providers or EC2 providers: ECS mixes them in no strategy";
            return Err(Violation::new(RULE, headline, Text::from(help)));
        }
        if appears(provider, providers, at) {
            let headline = word(Text::new(), provider).push(" is in the strategy twice");
            let help = "write it once, with the sum of the weights";
            return Err(Violation::new(RULE, headline, Text::from(help)));
        }
        if provider.base > 0 {
            if let Some(first) = based {
                let headline = word(word(Text::new(), first).push(" and "), provider).push(" both have a base");
                return Err(Violation::new(RULE, headline, Text::from("give a base above 0 to one provider only")));
            }
            based = Some(provider);
        }
        weights += provider.weight;
        at += 1;
    }
    if weights == 0 {
        let headline = Text::from("no provider of the strategy has a weight above 0");
        return Err(Violation::new(RULE, headline, Text::from("give one of them `weight = 1`")));
    }
    Ok(())
}

/// What one entry must hold by itself.
const fn entry(provider: &Provider) -> Result<(), Violation> {
    if let Err(violation) = base(provider.base) {
        return Err(violation);
    }
    if let Err(violation) = weight(provider.weight) {
        return Err(violation);
    }
    match &provider.capacity {
        Capacity::Ec2(group) => range(group.min, group.max),
        Capacity::Fargate | Capacity::FargateSpot => Ok(()),
    }
}

/// Whether `provider` is among the first `before` of `providers`, of which there are at most 20.
const fn appears(provider: &Provider, providers: &[Provider], before: usize) -> bool {
    let mut at = 0;
    while at < before {
        let found = match (&providers[at].capacity, &provider.capacity) {
            (Capacity::Fargate, Capacity::Fargate) | (Capacity::FargateSpot, Capacity::FargateSpot) => true,
            (Capacity::Ec2(left), Capacity::Ec2(right)) => same(left.instance_type, right.instance_type),
            _ => false,
        };
        if found {
            return true;
        }
        at += 1;
    }
    false
}

const fn is_ec2(provider: &Provider) -> bool {
    matches!(provider.capacity, Capacity::Ec2(_))
}

/// The provider as a declaration writes it.
const fn word(text: Text, provider: &Provider) -> Text {
    match &provider.capacity {
        Capacity::Fargate => text.push("`fargate`"),
        Capacity::FargateSpot => text.push("`fargate_spot`"),
        Capacity::Ec2(group) => quote(text.push("ec2 "), group.instance_type),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::declaration::AutoScalingGroup;

    const FARGATE: Provider = Provider { capacity: Capacity::Fargate, base: 0, weight: 1 };
    const SPOT: Provider = Provider { capacity: Capacity::FargateSpot, base: 0, weight: 3 };
    const EC2: Provider = group("c5n.xlarge", 1, 10);

    const _: () = assert!(matches!(strategy(&[FARGATE, SPOT]), Ok(())));
    const _: () = assert!(matches!(range(1, 10), Ok(())));

    const fn group(instance_type: &'static str, min: u32, max: u32) -> Provider {
        Provider { capacity: Capacity::Ec2(AutoScalingGroup { instance_type, min, max }), base: 0, weight: 1 }
    }

    #[test]
    fn bounds() {
        for (value, legal) in [(0, true), (100_000, true), (100_001, false)] {
            assert_eq!(base(value).is_ok(), legal, "{value}");
        }
        for (value, legal) in [(0, true), (1000, true), (1001, false)] {
            assert_eq!(weight(value).is_ok(), legal, "{value}");
        }
        for (min, max, legal) in
            [(0, 0, false), (0, 1, true), (1, 1, true), (2, 1, false), (0, 2_147_483_647, true), (0, u32::MAX, false)]
        {
            assert_eq!(range(min, max).is_ok(), legal, "{min}..={max}");
        }
    }

    #[test]
    fn strategies() {
        let instances = ["c5n.large", "c6in.large"].map(|name| group(name, 0, 1));
        for legal in [
            &[FARGATE][..],
            &[Provider { base: 1, ..FARGATE }, SPOT],
            &[Provider { weight: 0, base: 2, ..FARGATE }, SPOT],
            &[EC2],
            &instances,
        ] {
            assert_eq!(strategy(legal), Ok(()), "{legal:?}");
        }
        for (illegal, headline) in [
            (&[][..], "`capacity` names no provider"),
            (&[FARGATE; 21], "`capacity` has 21 providers"),
            (&[FARGATE, FARGATE], "`fargate` is in the strategy twice"),
            (&[SPOT, FARGATE, SPOT], "`fargate_spot` is in the strategy twice"),
            (&[EC2, EC2], "ec2 `c5n.xlarge` is in the strategy twice"),
            (&[FARGATE, EC2], "`fargate` and ec2 `c5n.xlarge` cannot serve one strategy"),
            (&[EC2, SPOT], "ec2 `c5n.xlarge` and `fargate_spot` cannot serve one strategy"),
            (
                &[Provider { base: 1, ..FARGATE }, Provider { base: 1, ..SPOT }],
                "`fargate` and `fargate_spot` both have a base",
            ),
            (&[Provider { weight: 0, ..FARGATE }], "no provider of the strategy has a weight above 0"),
            (&[Provider { weight: 1001, ..FARGATE }], "a weight of 1001 is out of range"),
            (&[Provider { base: 100_001, ..FARGATE }], "a base of 100001 tasks is out of range"),
            (&[group("c5n.large", 2, 1)], "a group cannot have 2 to 1 instances"),
        ] {
            assert_eq!(strategy(illegal).expect_err(headline).headline.as_str(), headline);
        }
    }

    #[test]
    fn twenty_entries_pass() {
        let providers: Vec<_> = crate::catalogue::TYPES.iter().take(20).map(|each| group(each.name, 0, 1)).collect();
        assert_eq!(strategy(&providers), Ok(()));
    }
}
