//! What Managed Instances do not have.

use crate::string::same;
use crate::{Text, Violation};

/// A key that Managed Instances do not serve is not used there: `storage` and Docker's own volumes.
///
/// Source: MI-01; aws-cdk-lib 2.276.0 TaskDefinition.
pub const fn unsupported(key: &str) -> Result<(), Violation> {
    let help = match key.as_bytes() {
        b"storage" => "take it out: the size of their disks is a matter of `managed(..)`",
        b"ipc_mode" | b"docker_volume" | b"proxy" => "take it out, or run the task on `ec2(..)`",
        _ => return Ok(()),
    };
    let headline = Text::new().quote(key).push(" does not exist on Managed Instances");
    Err(Violation::new("managed-unsupported", headline, Text::from(help)))
}

/// Managed Instances run Linux.
///
/// Source: MI-01; aws-cdk-lib 2.276.0 TaskDefinition.
pub const fn system(os: &str) -> Result<(), Violation> {
    if same(os, "linux") {
        return Ok(());
    }
    let headline = Text::from("a task with `os = ").push(os).push("` cannot run on Managed Instances");
    Err(Violation::new("managed-system", headline, Text::from("use `capacity = ec2(..)` or `fargate`")))
}

#[cfg(test)]
mod tests {
    use super::*;

    const _: () = assert!(matches!(unsupported("cpu"), Ok(())));

    #[test]
    fn what_is_not_there() {
        for (key, legal) in [("storage", false), ("docker_volume", false), ("gpu", true), ("privileged", true)] {
            assert_eq!(unsupported(key).is_ok(), legal, "{key}");
        }
        let headline = unsupported("storage").expect_err("storage").headline;
        assert_eq!(headline.as_str(), "`storage` does not exist on Managed Instances");
        assert!(system("linux").is_ok() && system("windows_2022_core").is_err());
    }
}
