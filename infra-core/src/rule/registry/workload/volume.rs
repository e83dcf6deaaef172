//! Volumes.

use super::super::{Rule, Strength};

pub(in crate::rule::registry) const RULES: &[Rule] = &[
    Rule {
        name: "volume-name",
        strength: Strength::Error,
        summary: "A volume's name is 1 to 255 letters, digits, `_` and `-`",
        sources: &["botocore 1.44.5 (2026-11-17), ecs Volume.name (TD-01)"],
        explanation: r#"Mounts of containers refer to a volume by this name, and with instances it becomes part of
the name of Docker's volume. ECS refuses other characters. Write `volume("cache", ..)`."#,
    },
    Rule {
        name: "volume-twice",
        strength: Strength::Error,
        summary: "The volumes of a task have names of their own",
        sources: &["botocore 1.44.5 (2026-11-17), ecs MountPoint.sourceVolume, Volume.name (TD-32, TD-33)"],
        explanation: "Containers name the volume that they mount; with two of one name the mount could mean
either, and ECS refuses the task definition. Rename one of them.",
    },
    Rule {
        name: "volume-path",
        strength: Strength::Error,
        summary: "`at` is a path from the root, and not the root",
        sources: &[
            "botocore 1.44.5 (2026-11-17), ecs MountPoint.containerPath (TD-32)",
            "Docker Engine API 1.51 (2025), Mount.Target",
        ],
        explanation: r#"Docker refuses a relative path and `/` when it makes the container: the task definition is
registered, and every task stops with `CannotCreateContainerError`. A volume at `/` would also hide everything that
the image has. Write `at = "/data"`."#,
    },
    Rule {
        name: "volume-path-twice",
        strength: Strength::Error,
        summary: "A container sees one volume at a path",
        sources: &["botocore 1.44.5 (2026-11-17), ecs MountPoint.containerPath (TD-32)"],
        explanation: r#"Docker refuses two mounts at one path with "Duplicate mount point", as the container
starts. Mount one of the two elsewhere; a volume may well lie within another, as `/data` and `/data/cache`."#,
    },
    Rule {
        name: "mount-volume",
        strength: Strength::Error,
        summary: "`mount` names a volume of the task",
        sources: &["botocore 1.44.5 (2026-11-17), ecs MountPoint.sourceVolume (TD-32)"],
        explanation: r#"A sidecar has a volume of its task at a path of its own. ECS looks the volume up by its name
in the task definition and refuses a mount of one that is not there.

```text
volume("data", scratch, at = "/data"),
container("backup", image = "shop/backup:1", mount("date", at = "/data"))    // there is no `date`
```

Correct the name, or declare the volume on the service or task."#,
    },
    Rule {
        name: "volume-host-path",
        strength: Strength::Error,
        summary: "`host(..)` is a path from the root of the instance",
        sources: &["botocore 1.44.5 (2026-11-17), ecs HostVolumeProperties.sourcePath"],
        explanation: r#"A relative path means the name of a volume to Docker, or nothing: what is mounted is not
the directory that was meant. Write it from the root, as `host("/var/lib/shop")`. The directory is made where it does
not exist."#,
    },
    Rule {
        name: "ephemeral-storage",
        strength: Strength::Error,
        summary: "`storage` is 21 to 200 GiB",
        sources: &["botocore 1.44.5 (2026-11-17), ecs EphemeralStorage.sizeInGiB (TD-46)"],
        explanation: r#"A task on Fargate has 20 GiB for its image and its files, without a key and for free.
Asking for more starts at 21, and ends at 200; ECS refuses 20 as well.

```text
storage = "20 GB"     // refused; leave it out
storage = "100 GB"
```

For more than that, mount a volume of EFS or EBS."#,
    },
    Rule {
        name: "efs-file-system",
        strength: Strength::Waivable,
        summary: "A file system is `fs-` and 8 or 17 hexadecimal digits",
        sources: &["botocore 1.44.5 (2026-11-17), efs FileSystemId; ecs EFSVolumeConfiguration.fileSystemId"],
        explanation: "A task with an id of no file system stops with `ResourceInitializationError`, as the mount
fails. EFS gives out 17 digits, and gave out 8 before; its model would take 8 to 40, so that the rule can be waived.
Copy the id from EFS, or write `efs(new)` to have a file system made.",
    },
    Rule {
        name: "efs-access-point",
        strength: Strength::Waivable,
        summary: "An access point is `fsap-` and 8 or 17 hexadecimal digits",
        sources: &["botocore 1.44.5 (2026-11-17), efs AccessPointId; ecs EFSAuthorizationConfig.accessPointId"],
        explanation: "A task with an id of no access point stops with `ResourceInitializationError`, as the mount
fails. EFS gives out 17 digits; its model would take 8 to 40, so that the rule can be waived. An access point belongs
to one file system, that of the same `efs(..)`.",
    },
    Rule {
        name: "efs-root",
        strength: Strength::Error,
        summary: "`root` of `efs(..)` is a path from the root of the file system",
        sources: &["botocore 1.44.5 (2026-11-17), ecs EFSVolumeConfiguration.rootDirectory (TD-34)"],
        explanation: r#"The directory is looked up in the file system when the task starts and has to exist there;
a relative path is never found, and the task stops with `ResourceInitializationError`. Write `root = "/shop"`, or
leave it out for all of it."#,
    },
    Rule {
        name: "efs-access-point-root",
        strength: Strength::Error,
        summary: "Beside an access point, `root` is absent or `/`",
        sources: &["botocore 1.44.5 (2026-11-17), ecs EFSVolumeConfiguration.rootDirectory (TD-34)"],
        explanation: r#"An access point has its own root directory, which EFS enforces. ECS refuses a volume that
names another.

```text
efs("fs-0123456789abcdef0", root = "/shop", access_point = "fsap-0123456789abcdef0")    // refused
efs("fs-0123456789abcdef0", access_point = "fsap-0123456789abcdef0")
```"#,
    },
    Rule {
        name: "efs-new-root",
        strength: Strength::Error,
        summary: "The folder of a new file system is one that an access point can make",
        sources: &["botocore 1.44.5 (2026-11-17), efs RootDirectory.Path (EFS-03)"],
        explanation: r#"A new file system is empty, and a task that mounts a folder which is not there stops with
`ResourceInitializationError`. So `root` beside `new` is made by an access point, and EFS takes at most 4 folders, 100
characters, and no name that begins with a dot. Write `efs(new, root = "/shop")`."#,
    },
    Rule {
        name: "efs-new-access-point",
        strength: Strength::Error,
        summary: "`efs(new)` has no `access_point`",
        sources: &["botocore 1.44.5 (2026-11-17), efs CreateAccessPointRequest.FileSystemId"],
        explanation: r#"An access point belongs to one file system, and the one that is made has none yet; it gets
one of its own.

```text
efs(new, access_point = "fsap-0123456789abcdef0")                       // of which file system?
efs("fs-0123456789abcdef0", access_point = "fsap-0123456789abcdef0")
```"#,
    },
    Rule {
        name: "ebs-started",
        strength: Strength::Error,
        summary: "A task that a schedule or an event starts has no volume of EBS",
        sources: &[
            "botocore 1.44.5 (2026-11-17), scheduler EcsParameters, events EcsParameters",
            "botocore 1.44.5 (2026-11-17), ecs RunTaskRequest.volumeConfigurations (SV-32)",
        ],
        explanation: r#"ECS makes the volume for a task that is started with the size and the kind of its disk: by a
service, by `run`, or by a service's `before`. EventBridge, which starts tasks by schedules and events, has no words
for them, and ECS refuses each start for the missing volume.

```text
schedule = "rate(1 hour)", volume("data", ebs("20 GB"), at = "/data")    // no start would succeed
schedule = "rate(1 hour)", volume("data", scratch, at = "/data"), storage = "50 GB"
```"#,
    },
    Rule {
        name: "ebs-size",
        strength: Strength::Error,
        summary: "A volume of EBS has a size of its type",
        sources: &["botocore 1.44.5 (2026-11-17), ecs ServiceManagedEBSVolumeConfiguration.sizeInGiB (SV-32)"],
        explanation: "gp2 and gp3 begin at 1 GiB, io1 and io2 at 4, st1 and sc1 at 125; all end at 16,384,
standard at 1,024. EC2 refuses other sizes when ECS asks for the volume, and the task does not start. For larger ones
see `ebs-disputed`.",
    },
    Rule {
        name: "ebs-iops",
        strength: Strength::Error,
        summary: "`iops` of a volume is given where its type needs it, and within the range of the type",
        sources: &["botocore 1.44.5 (2026-11-17), ecs ServiceManagedEBSVolumeConfiguration.iops (SV-32)"],
        explanation: r#"io1 and io2 are bought by IOPS and need the key: 100 to 64,000 and 100 to 256,000. gp3 has
3,000 without it, and more when asked. For gp2, st1, sc1 and standard they follow from the size, and the key is
refused.

```text
ebs("100 GB", io2)                    // needs iops
ebs("100 GB", io2, iops = 10000)
```"#,
    },
    Rule {
        name: "ebs-throughput",
        strength: Strength::Error,
        summary: "`throughput` is for `gp3`, at least 125 MiB a second",
        sources: &[
            "botocore 1.44.5 (2026-11-17), ecs ServiceManagedEBSVolumeConfiguration.throughput (SV-32)",
            "botocore 1.44.5 (2026-11-17), ec2 LaunchTemplateEbsBlockDevice.Throughput",
        ],
        explanation: "Only gp3 sells throughput apart from IOPS; it begins with 125 MiB a second, which every
volume has. The key is refused with any other type. For numbers above 1,000 see `ebs-disputed`.",
    },
    Rule {
        name: "ebs-disputed",
        strength: Strength::Warning,
        summary: "A volume of EBS stays within what the model of ECS has",
        sources: &[
            "botocore 1.44.5 (2026-11-17), ecs ServiceManagedEBSVolumeConfiguration (SV-32)",
            "aws-cdk-lib 2.276.0, ServiceManagedVolume (rules.md §5.4)",
        ],
        explanation: "EC2 has raised what gp3 and io2 can be: up to 65,536 GiB, and for gp3 80,000 IOPS and 2,000
MiB a second. The CDK takes these numbers for volumes of ECS, while the model of ECS still says 16,384 GiB, 16,000
IOPS and 1,000 MiB a second. Between the two it is a warning: the service may refuse, or not.",
    },
    Rule {
        name: "ebs-count",
        strength: Strength::Error,
        summary: "A task has at most one volume of EBS",
        sources: &["botocore 1.44.5 (2026-11-17), ecs CreateServiceRequest.volumeConfigurations (TD-33, SV-32)"],
        explanation: "ECS makes and attaches one volume for each task, and refuses a second. Keep the one that
needs the speed; `efs(..)` and `scratch` may be there as often as they are wanted.",
    },
];
