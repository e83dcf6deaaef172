//! What the traffic of a service asks of the rest of its declaration.

use crate::rule::letters::about;
use crate::{Text, Violation};

/// A service is behind at most 5 target groups: for each port one that routes lead to, and one a protocol of streams.
///
/// Source: SV-21; Amazon ECS developer guide 2023-05, "Registering multiple target groups with a service".
pub const fn target_groups(count: u64) -> Result<(), Violation> {
    if count <= 5 {
        return Ok(());
    }
    let headline = Text::from("routes and streams lead to ").number(count).push(" target groups of the service");
    Err(Violation::new(
        "target-groups",
        headline,
        Text::from("lead them to at most 5: each port is one for routes, and one for streams"),
    ))
}

/// Only Fargate has platform versions.
///
/// Source: SV-28; botocore 1.44.5 ecs CreateServiceRequest.platformVersion.
pub const fn platform(platform: Option<&str>, fargate: bool) -> Result<(), Violation> {
    let (Some(version), false) = (platform, fargate) else { return Ok(()) };
    let headline = about("platform ", version).push(" is a version of Fargate, and this runs on instances");
    Err(Violation::new("platform-capacity", headline, Text::from("drop `platform`, or run the item on `fargate`")))
}

#[cfg(test)]
mod tests {
    use super::*;

    const _: () = assert!(matches!(target_groups(5), Ok(())));

    #[test]
    fn bounds() {
        assert!(target_groups(0).is_ok() && target_groups(6).is_err());
        for (version, fargate, legal) in
            [(None, false, true), (Some("1.4.0"), true, true), (Some("1.4.0"), false, false)]
        {
            assert_eq!(platform(version, fargate).is_ok(), legal);
        }
    }
}
