//! Security groups that already exist.

use super::words::{id as well_formed, once};
use crate::{Text, Violation};

/// The id of a security group: `sg-`, then 8 or 17 hexadecimal digits.
///
/// Source: botocore 1.44.5 ec2 SecurityGroupId; EC2 user guide, "Resource IDs".
pub const fn id(id: &str) -> Result<(), Violation> {
    well_formed("security-group", "security group ", "sg-", id)
}

/// A task has at most 4 security groups beside its own, each once: AWS takes 5.
///
/// Source: SV-06; botocore 1.44.5 ecs AwsVpcConfiguration.securityGroups.
pub const fn ids(ids: &[&str]) -> Result<(), Violation> {
    if ids.len() > 4 {
        let headline =
            Text::from("a task cannot have ").number(ids.len() as u64).push(" security groups beside its own");
        let help = Text::from("use at most 4: AWS takes 5, and one is the task's own");
        return Err(Violation::new("security-group-count", headline, help));
    }
    once("security-group-count", "security group ", ids, "write it once")
}

#[cfg(test)]
mod tests {
    use super::*;

    const _: () = assert!(matches!(id("sg-0123456789abcdef0"), Ok(())));

    #[test]
    fn groups() {
        for (text, legal) in [("sg-01234567", true), ("sg-0123456789abcdef0", true), ("sg-1", false), ("web", false)] {
            assert_eq!(id(text).is_ok(), legal, "{text}");
        }
        let five = ["a", "b", "c", "d", "e"];
        assert!(ids(&[]).is_ok() && ids(&five[..4]).is_ok() && ids(&five).is_err() && ids(&["a", "a"]).is_err());
    }
}
