//! What a task runs on: operating system, platform version, network mode, and what each kind of capacity can do.
//!
//! Kinds of capacity are named here as `capacity` names them: `fargate`, `fargate_spot`, `ec2`, `managed`.

pub mod fargate;
pub mod managed;
pub mod windows;

use super::letters::{about, find, number, one_of, slice};
use crate::string::same;
use crate::{Text, Violation};

/// The network mode is one that the capacity has: on Fargate it is `awsvpc`, on Managed Instances `awsvpc` or `host`.
///
/// Source: FG-01, MI-01; botocore 1.44.5 ecs RegisterTaskDefinitionRequest.networkMode; cfn-lint 1.58.0 E3048;
/// aws-cdk-lib 2.276.0 TaskDefinition.
pub const fn network_mode_fits(capacity: &str, mode: &str) -> Result<(), Violation> {
    if same(mode, "awsvpc") {
        return Ok(());
    }
    let headline = Text::from("with `network_mode = ").push(mode).push("`, a task cannot run on ");
    if is_fargate(capacity) {
        let help = Text::from("take `network_mode` out: on Fargate each task has a network interface of its own");
        return Err(Violation::new("fargate-network-mode", headline.push("Fargate"), help));
    }
    if same(capacity, "managed") && !same(mode, "host") {
        let help = Text::from("use `awsvpc` or `host`");
        return Err(Violation::new("managed-network-mode", headline.push("Managed Instances"), help));
    }
    Ok(())
}

/// A key that needs a network is not used without one: `subnets`, `security_groups` and `egress` are those of a task's
/// own network interface, which `awsvpc` gives; `route`, `stream` and `connect` need any network at all.
///
/// Source: SV-05, SV-19; botocore 1.44.5 ecs CreateServiceRequest.networkConfiguration ("isn't supported for other
/// network modes"); aws-cdk-lib 2.276.0 BaseService.
pub const fn network_mode_has(mode: &str, key: &str) -> Result<(), Violation> {
    let interface = one_of(key, &["subnets", "security_groups", "egress"]);
    let reached = one_of(key, &["route", "stream", "connect"]);
    let help = if interface && same(mode, "none") {
        "use `awsvpc`, or take the key out: in this mode a task has no network"
    } else if interface && !same(mode, "awsvpc") {
        "use `awsvpc`, or take the key out: in this mode the instance's network and security groups are those of its tasks"
    } else if reached && same(mode, "none") {
        "use another mode, or take the key out: without a network nothing is reached"
    } else {
        return Ok(());
    };
    let headline = Text::new().quote(key).push(" does not exist with `network_mode = ").push(mode).push("`");
    Err(Violation::new("network-mode-key", headline, Text::from(help)))
}

/// A version of Fargate's platform: `LATEST`, or three numbers as `1.4.0`.
///
/// Source: FG-07; botocore 1.44.5 ecs CreateServiceRequest.platformVersion; ECS developer guide, "Fargate platform
/// versions".
pub const fn version(version: &str) -> Result<(), Violation> {
    if same(version, "LATEST") || parts(version).is_some() {
        return Ok(());
    }
    let headline = about("`platform` cannot be ", version);
    Err(Violation::new("platform-version", headline, Text::from("write `LATEST`, or three numbers as `1.4.0`")))
}

/// What came with version 1.4.0 of the platform is not used with an older one: 8 vCPU and more, more than 20 GiB of
/// `storage`, volumes of EFS.
///
/// Source: FG-07; botocore 1.44.5 ecs EphemeralStorage, EFSVolumeConfiguration; aws-cdk-lib 2.276.0 FargateService.
pub const fn version_has(version: &str, cpu: u64, storage: Option<u64>, efs: bool) -> Result<(), Violation> {
    let Some((major, minor)) = parts(version) else { return Ok(()) };
    if major > 1 || minor >= 4 {
        return Ok(());
    }
    let what = match storage {
        Some(gib) if gib > 20 => "`storage`",
        _ if cpu >= 8192 => "tasks of 8 vCPU and more",
        _ if efs => "volumes of EFS",
        _ => return Ok(()),
    };
    let headline = about("the platform version ", version).push(" has no ").push(what);
    Err(Violation::new("platform-feature", headline, Text::from("take `platform` out, or use `1.4.0`")))
}

/// Only Fargate has `storage` to size.
///
/// Source: TD-46; botocore 1.44.5 ecs EphemeralStorage.
pub const fn storage_fits(capacity: &str) -> Result<(), Violation> {
    if is_fargate(capacity) {
        return Ok(());
    }
    let headline = Text::from("`storage` is for Fargate alone");
    let help = "take it out, and give the instances a larger disk: `ec2(.., disk(\"100 GB\"))`";
    Err(Violation::new("fargate-only", headline, Text::from(help)))
}

/// Whether the capacity is Fargate, of whatever price.
const fn is_fargate(capacity: &str) -> bool {
    same(capacity, "fargate") || same(capacity, "fargate_spot")
}

/// The first two of the three numbers of a version.
const fn parts(version: &str) -> Option<(u32, u32)> {
    let Some(first) = find(version, b'.', 0) else { return None };
    let Some(second) = find(version, b'.', first + 1) else { return None };
    match (
        number(slice(version, 0, first)),
        number(slice(version, first + 1, second)),
        number(slice(version, second + 1, version.len())),
    ) {
        (Some(major), Some(minor), Some(_)) => Some((major, minor)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const _: () = assert!(matches!(version("1.4.0"), Ok(())));

    #[test]
    fn modes_of_capacity() {
        for (capacity, mode, rule) in [
            ("fargate", "awsvpc", None),
            ("fargate", "bridge", Some("fargate-network-mode")),
            ("fargate_spot", "host", Some("fargate-network-mode")),
            ("fargate", "none", Some("fargate-network-mode")),
            ("ec2", "none", None),
            ("ec2", "bridge", None),
            ("managed", "host", None),
            ("managed", "awsvpc", None),
            ("managed", "bridge", Some("managed-network-mode")),
        ] {
            let found = network_mode_fits(capacity, mode).err().map(|violation| violation.rule);
            assert_eq!(found, rule, "{capacity} {mode}");
        }
        let headline = network_mode_fits("fargate", "bridge").expect_err("bridge").headline;
        assert_eq!(headline.as_str(), "with `network_mode = bridge`, a task cannot run on Fargate");
    }

    #[test]
    fn keys_that_need_a_network() {
        for (mode, key, legal) in [
            ("awsvpc", "security_groups", true),
            ("bridge", "security_groups", false),
            ("host", "subnets", false),
            ("none", "egress", false),
            ("none", "route", false),
            ("none", "connect", false),
            ("bridge", "route", true),
            ("none", "env", true),
        ] {
            assert_eq!(network_mode_has(mode, key).is_ok(), legal, "{mode} {key}");
        }
        let headline = network_mode_has("bridge", "subnets").expect_err("bridge").headline;
        assert_eq!(headline.as_str(), "`subnets` does not exist with `network_mode = bridge`");
    }

    #[test]
    fn versions() {
        for legal in ["LATEST", "1.4.0", "1.3.0", "2.0.0"] {
            assert_eq!(version(legal), Ok(()), "{legal}");
        }
        for illegal in ["", "latest", "1.4", "1.4.0.0", "v1.4.0", "1..0", "1.4.x"] {
            assert!(version(illegal).is_err(), "{illegal}");
        }
        for (version, cpu, storage, efs, problem) in [
            ("1.3.0", 256, None, false, None),
            ("1.3.0", 4096, Some(20), false, None),
            ("1.3.0", 8192, None, false, Some("tasks of 8 vCPU and more")),
            ("1.3.0", 256, Some(21), false, Some("`storage`")),
            ("1.3.0", 256, None, true, Some("volumes of EFS")),
            ("1.4.0", 8192, Some(200), true, None),
            ("LATEST", 8192, Some(200), true, None),
            ("2.0.0", 8192, Some(200), true, None),
        ] {
            let found = version_has(version, cpu, storage, efs).err();
            let expected = problem.map(|problem| format!("the platform version `{version}` has no {problem}"));
            assert_eq!(found.map(|violation| violation.headline.to_string()), expected);
        }
        assert!(storage_fits("ec2").is_err() && storage_fits("managed").is_err());
        assert!(storage_fits("fargate").is_ok() && storage_fits("fargate_spot").is_ok());
    }
}
