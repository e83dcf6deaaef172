//! Strategies, held over what their entries have in common.

use crate::rule::letters::{about, one_of, quote};
use crate::rule::range::say;
use crate::{Text, Violation};

const RULE: &str = "capacity-strategy";

/// A strategy has 1 to 20 providers.
///
/// Source: SV-29; botocore 1.44.5 ecs CreateServiceRequest.capacityProviderStrategy.
pub const fn count(count: u64) -> Result<(), Violation> {
    if count == 0 {
        return Err(say(RULE, "`capacity` names no provider", "name one, as `capacity = fargate`"));
    }
    if count <= 20 {
        return Ok(());
    }
    let headline = Text::from("`capacity` has ").number(count).push(" providers");
    Err(Violation::new(RULE, headline, Text::from("use at most 20")))
}

/// No provider is in a strategy twice.
///
/// Source: SV-29; botocore 1.44.5 ecs CapacityProviderStrategyItem.
pub const fn once(names: &[&str]) -> Result<(), Violation> {
    let mut at = 0;
    while at < names.len() {
        let (earlier, _) = names.split_at(at);
        if one_of(names[at], earlier) {
            let headline = quote(Text::new(), names[at]).push(" is in the strategy twice");
            return Err(Violation::new(RULE, headline, Text::from("write it once, with the sum of the weights")));
        }
        at += 1;
    }
    Ok(())
}

/// Names of providers of a cluster differ in letters or digits: resources are called by these.
///
/// Source: CloudFormation user guide, "Resources" (logical ids are letters and digits).
pub const fn apart(names: &[&str]) -> Result<(), Violation> {
    let mut at = 0;
    while at < names.len() {
        let mut earlier = 0;
        while earlier < at {
            if alike(names[earlier], names[at]) {
                let headline = quote(quote(Text::new(), names[earlier]).push(" and "), names[at]);
                let headline = headline.push(" differ only in punctuation or in case");
                return Err(Violation::new(RULE, headline, Text::from("give one of them another `name`")));
            }
            earlier += 1;
        }
        at += 1;
    }
    Ok(())
}

/// Whether two names have the same letters and digits.
const fn alike(left: &str, right: &str) -> bool {
    let (left, right) = (left.as_bytes(), right.as_bytes());
    let (mut at, mut other) = (0, 0);
    loop {
        while at < left.len() && !left[at].is_ascii_alphanumeric() {
            at += 1;
        }
        while other < right.len() && !right[other].is_ascii_alphanumeric() {
            other += 1;
        }
        if at == left.len() || other == right.len() {
            return at == left.len() && other == right.len();
        }
        if !left[at].eq_ignore_ascii_case(&right[other]) {
            return false;
        }
        at += 1;
        other += 1;
    }
}

/// At most one provider has a base above 0; `bases` are in the order of `names`.
///
/// Source: SV-29; botocore 1.44.5 ecs CapacityProviderStrategyItem.base.
pub const fn one_base(names: &[&str], bases: &[u64]) -> Result<(), Violation> {
    let mut first = None;
    let mut at = 0;
    while at < names.len() && at < bases.len() {
        if bases[at] > 0 {
            if let Some(first) = first {
                let headline = quote(about("", first).push(" and "), names[at]).push(" both have a base");
                return Err(Violation::new(RULE, headline, Text::from("give a base above 0 to one provider only")));
            }
            first = Some(names[at]);
        }
        at += 1;
    }
    Ok(())
}

/// At least one provider has a weight above 0.
///
/// Source: SV-29; botocore 1.44.5 ecs CapacityProviderStrategyItem.weight.
pub const fn some_weight(weights: &[u64]) -> Result<(), Violation> {
    let mut at = 0;
    while at < weights.len() {
        if weights[at] > 0 {
            return Ok(());
        }
        at += 1;
    }
    Err(say(RULE, "no provider of the strategy has a weight above 0", "give one of them `weight = 1`"))
}

/// Fargate providers and others are in no strategy together: the last of each, empty where there is none.
///
/// Source: SV-29; botocore 1.44.5 ecs CapacityProviderStrategyItem.
pub const fn one_family(fargate: &str, other: &str) -> Result<(), Violation> {
    if fargate.is_empty() || other.is_empty() {
        return Ok(());
    }
    let headline = Text::new().quote(fargate).push(" and ").quote(other).push(" cannot serve one strategy");
    let help = "take Fargate providers or EC2 providers: ECS mixes them in no strategy";
    Err(Violation::new(RULE, headline, Text::from(help)))
}

/// What runs on Spot alone can be gone at once: a service keeps a base elsewhere.
///
/// Source: SV-29, FG-09; Amazon ECS developer guide 2023-05, "AWS Fargate capacity providers" (two minutes' notice).
pub const fn spot_base(spot: bool, base: u64) -> Result<(), Violation> {
    const RULE: &str = "capacity-spot";
    if !spot || base > 0 {
        return Ok(());
    }
    let help = "keep a base, as `[fargate(base = 1), fargate_spot(weight = 3)]`, or `on_demand_base = 1` of `ec2(..)`";
    Err(say(RULE, "every task may run on Spot capacity, which AWS takes back after 120s", help))
}

/// A scheduled task's strategy has at most 6 providers.
///
/// Source: SCH-05; botocore 1.44.5 scheduler CapacityProviderStrategy.
pub const fn scheduled(count: u64) -> Result<(), Violation> {
    if count <= 6 {
        return Ok(());
    }
    let headline = Text::from("a scheduled task names ").number(count).push(" providers");
    Err(Violation::new("schedule-capacity", headline, Text::from("use at most 6: EventBridge Scheduler takes no more")))
}

#[cfg(test)]
mod tests {
    use super::*;

    const _: () = assert!(matches!(one_base(&["fargate", "fargate_spot"], &[1, 0]), Ok(())));

    #[test]
    fn bounds() {
        for (number, legal) in [(0, false), (1, true), (20, true), (21, false)] {
            assert_eq!(count(number).is_ok(), legal, "{number}");
        }
        for (number, legal) in [(0, true), (6, true), (7, false)] {
            assert_eq!(scheduled(number).is_ok(), legal, "{number}");
        }
        assert!(once(&["a", "b"]).is_ok() && once(&["a", "b", "a"]).is_err());
        assert!(one_base(&["a", "b"], &[1, 2]).is_err() && one_base(&["a", "b"], &[0, 0]).is_ok());
        assert!(some_weight(&[0, 1]).is_ok() && some_weight(&[0, 0]).is_err() && some_weight(&[]).is_err());
        for (fargate, other, legal) in [("fargate", "", true), ("", "batch", true), ("fargate", "batch", false)] {
            assert_eq!(one_family(fargate, other).is_ok(), legal);
        }
        for (spot, base, legal) in [(true, 0, false), (true, 1, true), (false, 0, true)] {
            assert_eq!(spot_base(spot, base).is_ok(), legal);
        }
        assert_eq!(
            one_base(&["a", "b", "c"], &[1, 0, 1]).expect_err("two").headline.as_str(),
            "`a` and `c` both have a base"
        );
    }
}
