//! Volumes of EBS that ECS makes for each task of a service.

use crate::string::same;
use crate::{Text, Violation};

/// What a type of volume can have.
#[derive(Clone, Copy)]
struct Kind {
    word: &'static str,
    /// GiB, as the model of ECS has it.
    size: (u64, u64),
    /// The GiB up to which EC2 and the CDK go.
    size_disputed: u64,
    /// IOPS, where they are chosen at all.
    iops: Option<(u64, u64)>,
    /// The IOPS up to which EC2 and the CDK go.
    iops_disputed: u64,
}

/// Source: SV-32; botocore 1.44.5 ecs ServiceManagedEBSVolumeConfiguration; aws-cdk-lib 2.276.0 ServiceManagedVolume.
const KINDS: [Kind; 7] = [
    Kind { word: "gp3", size: (1, 16_384), size_disputed: 65_536, iops: Some((3_000, 16_000)), iops_disputed: 80_000 },
    Kind { word: "gp2", size: (1, 16_384), size_disputed: 16_384, iops: None, iops_disputed: 0 },
    Kind { word: "io2", size: (4, 16_384), size_disputed: 65_536, iops: Some((100, 256_000)), iops_disputed: 256_000 },
    Kind { word: "io1", size: (4, 16_384), size_disputed: 16_384, iops: Some((100, 64_000)), iops_disputed: 64_000 },
    Kind { word: "st1", size: (125, 16_384), size_disputed: 16_384, iops: None, iops_disputed: 0 },
    Kind { word: "sc1", size: (125, 16_384), size_disputed: 16_384, iops: None, iops_disputed: 0 },
    Kind { word: "standard", size: (1, 1_024), size_disputed: 1_024, iops: None, iops_disputed: 0 },
];

/// A volume has a size that its type has.
///
/// Source: SV-32; botocore 1.44.5 ecs ServiceManagedEBSVolumeConfiguration.sizeInGiB; aws-cdk-lib 2.276.0.
pub const fn size(kind: &str, gib: u64) -> Result<(), Violation> {
    let Some(kind) = find(kind) else { return Ok(()) };
    let (least, most) = kind.size;
    if gib >= least && gib <= kind.size_disputed {
        return Ok(());
    }
    let headline = of(kind, Text::from("a volume of type ")).push(" cannot have ").number(gib).push(" GiB");
    Err(Violation::new("ebs-size", headline, range(least, most).push(" GiB")))
}

/// A volume is not in the band of sizes that EC2 has and the model of ECS does not.
///
/// Source: SV-32, `facts/rules.md` §5.4; botocore 1.44.5 ecs ServiceManagedEBSVolumeConfiguration.sizeInGiB.
pub const fn size_disputed(kind: &str, gib: u64) -> Result<(), Violation> {
    let Some(kind) = find(kind) else { return Ok(()) };
    if gib <= kind.size.1 || gib > kind.size_disputed {
        return Ok(());
    }
    let headline = of(kind, Text::from("ECS may refuse a volume of type ")).push(" with ").number(gib).push(" GiB");
    Err(Violation::new("ebs-disputed", headline, Text::from("use at most ").number(kind.size.1).push(" GiB")))
}

/// A volume has IOPS that its type has: `io1` and `io2` need them, `gp3` may have them, no other takes them.
///
/// Source: SV-32; botocore 1.44.5 ecs ServiceManagedEBSVolumeConfiguration.iops; aws-cdk-lib 2.276.0.
pub const fn iops(kind: &str, iops: Option<u64>) -> Result<(), Violation> {
    const RULE: &str = "ebs-iops";
    let Some(kind) = find(kind) else { return Ok(()) };
    match (kind.iops, iops) {
        (Some((least, most)), None) if !same(kind.word, "gp3") => {
            let headline = of(kind, Text::from("a volume of type ")).push(" needs `iops`");
            Err(Violation::new(RULE, headline, range(least, most).push(", as `iops = 3000`")))
        }
        (None, Some(_)) => {
            let headline = of(kind, Text::from("a volume of type ")).push(" takes no `iops`");
            Err(Violation::new(RULE, headline, Text::from("take `iops` out, or use `gp3`")))
        }
        (Some((least, most)), Some(iops)) if iops < least || iops > kind.iops_disputed => {
            let headline = of(kind, Text::from("a volume of type ")).push(" cannot have `iops = ").number(iops);
            Err(Violation::new(RULE, headline.push("`"), range(least, most)))
        }
        _ => Ok(()),
    }
}

/// A volume is not in the band of IOPS that EC2 has and the model of ECS does not.
///
/// Source: SV-32, `facts/rules.md` §5.4; botocore 1.44.5 ecs ServiceManagedEBSVolumeConfiguration.iops.
pub const fn iops_disputed(kind: &str, iops: u64) -> Result<(), Violation> {
    let Some(kind) = find(kind) else { return Ok(()) };
    let Some((_, most)) = kind.iops else { return Ok(()) };
    if iops <= most || iops > kind.iops_disputed {
        return Ok(());
    }
    let headline = of(kind, Text::from("ECS may refuse a volume of type ")).push(" with `iops = ").number(iops);
    Err(Violation::new("ebs-disputed", headline.push("`"), Text::from("use at most ").number(most)))
}

/// Only `gp3` takes a throughput, of 125 to 2,000 MiB a second.
///
/// Source: SV-32; botocore 1.44.5 ecs ServiceManagedEBSVolumeConfiguration.throughput, ec2 LaunchTemplateEbsBlockDevice
/// (125 to 2,000); aws-cdk-lib 2.276.0.
pub const fn throughput(kind: &str, throughput: u64) -> Result<(), Violation> {
    const RULE: &str = "ebs-throughput";
    let Some(kind) = find(kind) else { return Ok(()) };
    if !same(kind.word, "gp3") {
        let headline = of(kind, Text::from("a volume of type ")).push(" takes no `throughput`");
        return Err(Violation::new(RULE, headline, Text::from("take `throughput` out, or use `gp3`")));
    }
    if throughput >= 125 && throughput <= 2_000 {
        return Ok(());
    }
    let headline = Text::from("a volume cannot have `throughput = ").number(throughput).push("`");
    Err(Violation::new(RULE, headline, Text::from("use 125 to 1000, in MiB a second")))
}

/// A throughput is not in the band that EC2 has and the model of ECS does not.
///
/// Source: SV-32, `facts/rules.md` §5.4; botocore 1.44.5 ecs ServiceManagedEBSVolumeConfiguration.throughput.
pub const fn throughput_disputed(throughput: u64) -> Result<(), Violation> {
    if throughput <= 1_000 || throughput > 2_000 {
        return Ok(());
    }
    let headline = Text::from("ECS may refuse a volume with `throughput = ").number(throughput).push("`");
    Err(Violation::new("ebs-disputed", headline, Text::from("use at most 1000")))
}

/// A task has at most one volume of EBS.
///
/// Source: TD-33, SV-32; botocore 1.44.5 ecs CreateServiceRequest.volumeConfigurations.
pub const fn count(count: u64) -> Result<(), Violation> {
    if count <= 1 {
        return Ok(());
    }
    let headline = Text::from("a task cannot have ").number(count).push(" volumes of EBS");
    Err(Violation::new("ebs-count", headline, Text::from("keep one, and use `efs` or `scratch` for the others")))
}

/// A task that a schedule or an event starts has no volume of EBS: ECS makes one for a task that it is asked to run with
/// it, and EventBridge has no word for it.
///
/// Source: botocore 1.44.5 scheduler EcsParameters, events EcsParameters (neither has volumeConfigurations), ecs
/// RunTaskRequest.volumeConfigurations.
pub const fn started(by: &str) -> Result<(), Violation> {
    let headline = Text::from("a task with a volume of EBS cannot be started by ").quote(by);
    let help = Text::from("use `efs(..)` or `scratch`, or take ").quote(by).push(" out and start it with `run`");
    Err(Violation::new("ebs-started", headline, help))
}

const fn find(word: &str) -> Option<Kind> {
    let mut at = 0;
    while at < KINDS.len() {
        if same(KINDS[at].word, word) {
            return Some(KINDS[at]);
        }
        at += 1;
    }
    None
}

const fn of(kind: Kind, text: Text) -> Text {
    text.quote(kind.word)
}

const fn range(least: u64, most: u64) -> Text {
    Text::from("use ").number(least).push(" to ").number(most)
}

#[cfg(test)]
mod tests {
    use super::*;

    const _: () = assert!(matches!(size("gp3", 20), Ok(())));

    #[test]
    fn nothing_but_ecs_makes_them() {
        let message = "a task with a volume of EBS cannot be started by `schedule` [ebs-started]\n\
                       help: use `efs(..)` or `scratch`, or take `schedule` out and start it with `run`";
        assert_eq!(started("schedule").expect_err("schedule").to_string(), message);
    }

    #[test]
    fn one_a_task() {
        assert!(count(0).is_ok() && count(1).is_ok() && count(2).is_err());
    }

    #[test]
    fn sizes() {
        for (kind, gib, legal, certain) in [
            ("gp3", 0, false, true),
            ("gp3", 1, true, true),
            ("gp3", 16_384, true, true),
            ("gp3", 16_385, true, false),
            ("gp3", 65_536, true, false),
            ("gp3", 65_537, false, true),
            ("gp2", 16_384, true, true),
            ("gp2", 16_385, false, true),
            ("io1", 3, false, true),
            ("io1", 4, true, true),
            ("io2", 65_536, true, false),
            ("st1", 124, false, true),
            ("st1", 125, true, true),
            ("sc1", 16_385, false, true),
            ("standard", 1_024, true, true),
            ("standard", 1_025, false, true),
        ] {
            assert_eq!((size(kind, gib).is_ok(), size_disputed(kind, gib).is_ok()), (legal, certain), "{kind} {gib}");
        }
        let message = "a volume of type `st1` cannot have 100 GiB [ebs-size]\nhelp: use 125 to 16384 GiB";
        assert_eq!(size("st1", 100).expect_err("small").to_string(), message);
    }

    #[test]
    fn speeds() {
        for (kind, number, legal) in [
            ("gp3", None, true),
            ("gp3", Some(2_999), false),
            ("gp3", Some(3_000), true),
            ("gp3", Some(80_000), true),
            ("gp3", Some(80_001), false),
            ("gp2", None, true),
            ("gp2", Some(3_000), false),
            ("io1", None, false),
            ("io1", Some(99), false),
            ("io1", Some(64_000), true),
            ("io1", Some(64_001), false),
            ("io2", Some(256_000), true),
            ("io2", Some(256_001), false),
            ("standard", Some(100), false),
        ] {
            assert_eq!(iops(kind, number).is_ok(), legal, "{kind} {number:?}");
        }
        for (number, certain) in [(16_000, true), (16_001, false), (80_000, false), (80_001, true)] {
            assert_eq!(iops_disputed("gp3", number).is_ok(), certain, "{number}");
        }
        for (number, legal, certain) in
            [(124, false, true), (125, true, true), (1_000, true, true), (1_001, true, false), (2_001, false, true)]
        {
            assert_eq!((throughput("gp3", number).is_ok(), throughput_disputed(number).is_ok()), (legal, certain));
        }
        assert!(throughput("io2", 125).is_err());
    }
}
