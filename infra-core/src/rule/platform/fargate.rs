//! What Fargate does not have.

use crate::string::same;
use crate::{Text, Violation};

/// A key that only instances can serve is not used on Fargate: `privileged`, `gpu`, a volume of the `host`, a
/// placement `constraint`, `place`, `daemon`, and what else shares the machine with others.
///
/// Source: FG-04, FG-05, SV-08, SV-26; botocore 1.44.5 ecs ContainerDefinition.privileged, LinuxParameters,
/// HostVolumeProperties, PlacementConstraint; ECS developer guide, "task definition differences for Fargate"; cfn-lint
/// 1.58.0 E3044, E3048.
pub const fn unsupported(key: &str) -> Result<(), Violation> {
    let help = match key.as_bytes() {
        b"privileged" => "take it out: no container of Fargate has the rights of its machine",
        b"gpu" => "run the task on instances with GPUs, as `capacity = ec2(\"g6.xlarge\", 1..=2)`",
        b"host" => "use `efs(..)` to keep data, or `scratch` for the life of a task",
        b"constraint" | b"place" => "take it out: Fargate chooses the machine, in every zone of the subnets",
        b"daemon" => "use `count`: with no instances there is no \"one on each instance\"",
        b"devices"
        | b"tmpfs"
        | b"shared_memory"
        | b"swap"
        | b"swappiness"
        | b"ipc_mode"
        | b"links"
        | b"extra_hosts"
        | b"dns_servers"
        | b"dns_search_domains"
        | b"docker_security_options"
        | b"disable_networking"
        | b"docker_volume" => "take it out, or run the task on instances, with `capacity = ec2(..)`",
        _ => return Ok(()),
    };
    let headline = Text::new().quote(key).push(" does not exist on Fargate");
    Err(Violation::new("fargate-unsupported", headline, Text::from(help)))
}

/// Tasks on Fargate Spot run on Linux.
///
/// Source: FG-08, FG-09; botocore 1.44.5 batch RuntimePlatform ("Fargate Spot is not supported on Windows-based
/// containers on Fargate"); ECS developer guide (2023-05), "Amazon ECS on AWS Fargate".
pub const fn spot_system(capacity: &str, os: &str) -> Result<(), Violation> {
    if !same(capacity, "fargate_spot") || same(os, "linux") {
        return Ok(());
    }
    let headline = Text::from("a task with `os = ").push(os).push("` cannot run on `fargate_spot`");
    Err(Violation::new("fargate-spot-windows", headline, Text::from("use `capacity = fargate`")))
}

#[cfg(test)]
mod tests {
    use super::*;

    const _: () = assert!(matches!(unsupported("cpu"), Ok(())));

    #[test]
    fn what_is_not_there() {
        for key in ["privileged", "gpu", "host", "constraint", "place", "daemon", "tmpfs", "swap"] {
            let violation = unsupported(key).expect_err(key);
            assert_eq!(violation.headline.as_str(), format!("`{key}` does not exist on Fargate"));
        }
        for key in ["cpu", "ulimit", "user", "init", "read_only", "storage"] {
            assert_eq!(unsupported(key), Ok(()), "{key}");
        }
    }

    #[test]
    fn spot() {
        for (capacity, os, legal) in [
            ("fargate_spot", "linux", true),
            ("fargate_spot", "windows_2022_core", false),
            ("fargate", "windows_2022_core", true),
        ] {
            assert_eq!(spot_system(capacity, os).is_ok(), legal, "{capacity} {os}");
        }
    }
}
