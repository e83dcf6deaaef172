//! Alarms that stop a deployment.

use crate::Violation;
use crate::rule::letters::one_of;
use crate::rule::range::{length, letters, refuse, unprintable};

/// The name of an alarm: 1 to 255 printable characters.
///
/// Source: SV-13; botocore 1.44.5 cloudwatch AlarmName.
pub const fn name(name: &str) -> Result<(), Violation> {
    const RULE: &str = "deploy-alarm";
    if let Err(violation) = length(RULE, "alarm ", name, 1, 255) {
        return Err(violation);
    }
    letters(RULE, "alarm ", name, unprintable(name), "use printable ASCII, as CloudWatch shows the name")
}

/// No alarm is listed twice.
///
/// Source: SV-13; botocore 1.44.5 ecs DeploymentAlarms.alarmNames.
pub const fn once(names: &[&str]) -> Result<(), Violation> {
    const RULE: &str = "deploy-alarm";
    let mut at = 0;
    while at < names.len() {
        let (earlier, _) = names.split_at(at);
        if one_of(names[at], earlier) {
            return Err(refuse(RULE, names[at], " is listed twice in `alarms`", "list it once"));
        }
        at += 1;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const _: () = assert!(matches!(once(&["a", "b"]), Ok(())));

    #[test]
    fn names() {
        for (alarm, legal) in [("", false), ("web errors", true), ("web\n", false), ("caf\u{e9}", false)] {
            assert_eq!(name(alarm).is_ok(), legal, "{alarm}");
        }
        assert!(name(&"a".repeat(255)).is_ok() && name(&"a".repeat(256)).is_err());
        assert_eq!(
            once(&["a", "b", "a"]).expect_err("twice").to_string(),
            "`a` is listed twice in `alarms` [deploy-alarm]\nhelp: list it once"
        );
    }
}
