//! What containers of Windows do not have.

use crate::rule::letters::one_of;
use crate::string::{same, starts_with};
use crate::{Text, Violation};

/// A key that Windows does not know is not used there: `privileged`, `user`, `ulimit`, `read_only`, `init`, `gpu`.
///
/// Source: WI-01; botocore 1.44.5 ecs ContainerDefinition.privileged, user, ulimits, readonlyRootFilesystem,
/// linuxParameters ("not supported for Windows containers"); ECS developer guide (2023-05), "Amazon ECS Windows".
pub const fn unsupported(os: &str, key: &str) -> Result<(), Violation> {
    if !is_windows(os) {
        return Ok(());
    }
    let help = match key.as_bytes() {
        b"user" => "take it out, and set the user in the image",
        b"read_only" | b"init" | b"ulimit" | b"privileged" => "take it out: it is a matter of the Linux kernel",
        b"gpu" => "take it out: ECS gives no GPU to containers of Windows",
        b"links"
        | b"extra_hosts"
        | b"dns_servers"
        | b"dns_search_domains"
        | b"disable_networking"
        | b"pid_mode"
        | b"ipc_mode"
        | b"sysctl"
        | b"shared_memory"
        | b"swap"
        | b"tmpfs"
        | b"devices" => "take it out",
        _ => return Ok(()),
    };
    let headline = Text::new().quote(key).push(" does not exist with `os = ").push(os).push("`");
    Err(Violation::new("windows-unsupported", headline, Text::from(help)))
}

/// Windows runs on `x86_64`.
///
/// Source: FG-08; botocore 1.44.5 batch RuntimePlatform.cpuArchitecture ("must be set to X86_64 for Windows").
pub const fn arch(os: &str, arch: &str) -> Result<(), Violation> {
    if !is_windows(os) || same(arch, "x86_64") {
        return Ok(());
    }
    let headline = Text::from("a task with `os = ").push(os).push("` cannot have `arch = ").push(arch).push("`");
    Err(Violation::new("windows-arch", headline, Text::from("take `arch` out: Windows runs on `x86_64`")))
}

/// Tasks of Windows on instances have `awsvpc` networking, or Docker's default, which no declaration names.
///
/// Source: botocore 1.44.5 ecs RegisterTaskDefinitionRequest.networkMode.
pub const fn network_mode(os: &str, mode: &str) -> Result<(), Violation> {
    if !is_windows(os) || same(mode, "awsvpc") {
        return Ok(());
    }
    let headline = Text::from("a task with `os = ").push(os).push("` cannot have `network_mode = ").push(mode);
    Err(Violation::new("windows-network-mode", headline.push("`"), Text::from("take `network_mode` out")))
}

/// The instances of a cluster boot Linux, unless their image is the user's own.
///
/// Source: `ami` of the language, which names no image of Windows; WI-01.
pub const fn on_instances(os: &str, own_images: bool) -> Result<(), Violation> {
    if !is_windows(os) || own_images {
        return Ok(());
    }
    let headline = Text::from("a task with `os = ").push(os).push("` finds no instance: those of `ec2(..)` boot Linux");
    let help = "use `capacity = fargate`, or give the group an image of Windows, as `ami = \"ami-0123456789abcdef0\"`";
    Err(Violation::new("windows-instances", headline, Text::from(help)))
}

/// Nothing says that Fargate has Windows Server 2025.
///
/// Source: FG-08, `facts/rules.md` §5.20; botocore 1.44.5 ecs OSFamily.
pub const fn fargate_disputed(os: &str) -> Result<(), Violation> {
    if !starts_with(os, "windows_2025") {
        return Ok(());
    }
    let headline = Text::from("no source says that Fargate has `os = ").push(os).push("`");
    Err(Violation::new("windows-fargate-2025", headline, Text::from("use `windows_2022_core`")))
}

/// Tasks of Windows on Fargate have 1, 2 or 4 vCPU.
///
/// Source: FG-08, `facts/rules.md` §1; botocore 1.44.5 ecs RegisterTaskDefinitionRequest.memory ("CPU units cannot be
/// less than 1 vCPU when you use Windows containers on Fargate"); aws-cdk-lib 2.276.0 TaskDefinition.
pub const fn fargate_cpu(os: &str, cpu: u64) -> Result<(), Violation> {
    if !is_windows(os) || matches!(cpu, 1024 | 2048 | 4096) {
        return Ok(());
    }
    let headline = Text::from("a task with `os = ").push(os).push("` cannot have ").number(cpu);
    let headline = headline.push(" CPU units on Fargate");
    Err(Violation::new("windows-fargate-cpu", headline, Text::from("use 1024, 2048 or 4096 CPU units")))
}

/// A key that Fargate does not serve for Windows is not used there: `efs`, `firelens`, `storage`.
///
/// Source: FG-08; ECS developer guide (2023-05), "Amazon ECS on AWS Fargate"; botocore 1.44.5 batch RuntimePlatform;
/// aws-cdk-lib 2.276.0 FargateTaskDefinition.
pub const fn fargate_unsupported(os: &str, key: &str) -> Result<(), Violation> {
    if !is_windows(os) || !one_of(key, &["efs", "firelens", "storage"]) {
        return Ok(());
    }
    let headline = Text::new().quote(key).push(" does not exist with `os = ").push(os).push("` on Fargate");
    let help = "take it out, or run the task on instances, with `capacity = ec2(..)`";
    Err(Violation::new("windows-fargate-unsupported", headline, Text::from(help)))
}

/// Port 3150 of a task of Windows on Fargate is Fargate's own.
///
/// Source: FG-08; ECS developer guide (2023-05), "Windows containers on Fargate considerations".
pub const fn fargate_port(os: &str, port: u64) -> Result<(), Violation> {
    if !is_windows(os) || port != 3150 {
        return Ok(());
    }
    let headline = Text::from("port 3150 of a task with `os = ").push(os).push("` is kept by Fargate itself");
    Err(Violation::new("windows-fargate-port", headline, Text::from("let the container listen on another port")))
}

const fn is_windows(os: &str) -> bool {
    starts_with(os, "windows")
}

#[cfg(test)]
mod tests {
    use super::*;

    const CORE: &str = "windows_2022_core";
    const _: () = assert!(matches!(fargate_cpu(CORE, 1024), Ok(())));

    #[test]
    fn anywhere() {
        for key in ["privileged", "user", "ulimit", "read_only", "init", "gpu"] {
            let headline = unsupported(CORE, key).expect_err(key).headline;
            assert_eq!(headline.as_str(), format!("`{key}` does not exist with `os = windows_2022_core`"));
            assert_eq!(unsupported("linux", key), Ok(()), "{key}");
        }
        assert_eq!(unsupported(CORE, "workdir"), Ok(()));
        assert!(arch(CORE, "x86_64").is_ok() && arch(CORE, "arm64").is_err() && arch("linux", "arm64").is_ok());
        for (os, mode, legal) in [(CORE, "awsvpc", true), (CORE, "bridge", false), ("linux", "bridge", true)] {
            assert_eq!(network_mode(os, mode).is_ok(), legal, "{os} {mode}");
        }
    }

    #[test]
    fn instances() {
        assert!(on_instances("linux", false).is_ok() && on_instances(CORE, true).is_ok());
        assert!(on_instances(CORE, false).is_err());
    }

    #[test]
    fn on_fargate() {
        for (os, certain) in [("linux", true), (CORE, true), ("windows_2025_full", false)] {
            assert_eq!(fargate_disputed(os).is_ok(), certain, "{os}");
        }
        for (os, cpu, legal) in
            [(CORE, 512, false), (CORE, 1024, true), (CORE, 4096, true), (CORE, 8192, false), ("linux", 256, true)]
        {
            assert_eq!(fargate_cpu(os, cpu).is_ok(), legal, "{os} {cpu}");
        }
        for (os, key, legal) in
            [(CORE, "efs", false), (CORE, "storage", false), (CORE, "ebs", true), ("linux", "efs", true)]
        {
            assert_eq!(fargate_unsupported(os, key).is_ok(), legal, "{os} {key}");
        }
        for (os, port, legal) in [(CORE, 3150, false), (CORE, 3151, true), ("linux", 3150, true)] {
            assert_eq!(fargate_port(os, port).is_ok(), legal, "{os} {port}");
        }
    }
}
