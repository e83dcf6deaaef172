//! ECS Managed Instances.

use crate::rule::range::{foreign, length, letters};
use crate::{Text, Violation};

/// The vCPUs of the instances: from 1, the fewest not above the most.
///
/// Source: CP-06; botocore 1.44.5 ecs VCpuCountRangeRequest.
pub const fn vcpu(min: u64, max: u64) -> Result<(), Violation> {
    const RULE: &str = "managed-vcpu";
    between(RULE, "vCPUs", min, max, i32::MAX as u64)
}

/// The memory of the instances in GiB: from 1, the least not above the most.
///
/// Source: CP-06; botocore 1.44.5 ecs MemoryMiBRequest.
pub const fn memory(min: u64, max: u64) -> Result<(), Violation> {
    const RULE: &str = "managed-memory";
    // AWS counts it in MiB, in 32 bits.
    between(RULE, "GiB of memory", min, max, i32::MAX as u64 / 1024)
}

const fn between(rule: &'static str, of: &'static str, min: u64, max: u64, limit: u64) -> Result<(), Violation> {
    if min == 0 {
        let headline = Text::from("managed instances cannot have 0 ").push(of);
        return Err(Violation::new(rule, headline, Text::from("start the range at 1 or more")));
    }
    if max > limit {
        let headline = Text::from("managed instances cannot have ").number(max).push(" ").push(of);
        return Err(Violation::new(rule, headline, Text::from("use at most ").number(limit)));
    }
    if min <= max {
        return Ok(());
    }
    let headline = Text::from("managed instances cannot have ").number(min).push(" to ").number(max).push(" ").push(of);
    let help = Text::from("put the smaller number first: ").number(max).push("..=").number(min);
    Err(Violation::new(rule, headline, help))
}

/// An instance type, or a pattern of them with `*`: 1 to 30 letters, digits, `.`, `*` and `-`.
///
/// Source: CP-06; botocore 1.44.5 ecs AllowedInstanceType.
pub const fn instance_type(pattern: &str) -> Result<(), Violation> {
    const RULE: &str = "managed-type";
    let help = "write a type or a pattern, as \"c7g.large\" or \"c7*\"";
    if let Err(violation) = letters(RULE, "instance type ", pattern, foreign(pattern, b".*-"), help) {
        return Err(violation);
    }
    length(RULE, "instance type ", pattern, 1, 30)
}

/// At most 400 instance types are listed.
///
/// Source: CP-06; botocore 1.44.5 ecs AllowedInstanceTypeSet.
pub const fn types(count: u64) -> Result<(), Violation> {
    if count <= 400 {
        return Ok(());
    }
    let headline = Text::from("`types` of `managed(..)` lists ").number(count).push(" instance types");
    Err(Violation::new("managed-types", headline, Text::from("list at most 400, or use patterns, as \"c7*\"")))
}

#[cfg(test)]
mod tests {
    use super::*;

    const _: () = assert!(matches!(vcpu(2, 8), Ok(())));

    #[test]
    fn bounds() {
        for (min, max, of_vcpus, of_memory) in [
            (0, 1, false, false),
            (1, 1, true, true),
            (2, 1, false, false),
            (1, 2_097_151, true, true),
            (1, 2_097_152, true, false),
            (1, 2_147_483_647, true, false),
            (1, 1 << 31, false, false),
        ] {
            assert_eq!((vcpu(min, max).is_ok(), memory(min, max).is_ok()), (of_vcpus, of_memory), "{min}..={max}");
        }
        for (count, legal) in [(0, true), (400, true), (401, false)] {
            assert_eq!(types(count).is_ok(), legal, "{count}");
        }
        for (pattern, legal) in
            [("c7g.large", true), ("c7*", true), ("c7i-flex.large", true), ("", false), ("c7_g", false)]
        {
            assert_eq!(instance_type(pattern).is_ok(), legal, "{pattern}");
        }
        assert!(instance_type(&"c".repeat(30)).is_ok() && instance_type(&"c".repeat(31)).is_err());
        assert_eq!(
            vcpu(8, 2).expect_err("order").to_string(),
            "managed instances cannot have 8 to 2 vCPUs [managed-vcpu]\nhelp: put the smaller number first: 2..=8"
        );
    }
}
