//! Disks of instances.

use crate::rule::range::{number_key, refuse};
use crate::{Text, Violation};

/// The size of a disk suits its kind: 1 to 16,384 GiB for gp2, to 65,536 for gp3; from 4 for io1 (to 16,384) and io2 (to
/// 65,536); 125 to 16,384 for st1 and sc1.
///
/// Source: LT-06; botocore 1.44.5 ec2 LaunchTemplateEbsBlockDeviceRequest.VolumeSize.
pub const fn size(kind: &str, gib: u64) -> Result<(), Violation> {
    let (least, most) = match kind.as_bytes() {
        b"gp2" => (1, 16_384),
        b"gp3" => (1, 65_536),
        b"io1" => (4, 16_384),
        b"io2" => (4, 65_536),
        b"st1" | b"sc1" => (125, 16_384),
        _ => return Ok(()),
    };
    if gib >= least && gib <= most {
        return Ok(());
    }
    let headline = Text::from("a disk of kind ").quote(kind).push(" cannot have ").number(gib).push(" GB");
    Err(Violation::new("disk-size", headline, Text::from("use ").number(least).push(" to ").number(most).push(" GB")))
}

/// The IOPS of a disk suit its kind: 3,000 to 80,000 for gp3, 100 to 64,000 for io1, 100 to 256,000 for io2, where io1 and
/// io2 cannot be without; none for others.
///
/// Source: LT-06; botocore 1.44.5 ec2 LaunchTemplateEbsBlockDeviceRequest.Iops; cfn-lint 1.58.0 E3671.
pub const fn iops(kind: &str, iops: Option<u64>) -> Result<(), Violation> {
    const RULE: &str = "disk-iops";
    let (least, most) = match kind.as_bytes() {
        b"gp3" => (3_000, 80_000),
        b"io1" => (100, 64_000),
        b"io2" => (100, 256_000),
        _ => (0, 0),
    };
    let Some(iops) = iops else {
        if !matches!(kind.as_bytes(), b"io1" | b"io2") {
            return Ok(());
        }
        let headline = Text::from("a disk of kind ").quote(kind).push(" names no `iops`");
        let help = Text::from("add `iops = 3000`, from ").number(least).push(" to ").number(most);
        return Err(Violation::new(RULE, headline, help));
    };
    if iops >= least && iops <= most && most > 0 {
        return Ok(());
    }
    let headline = number_key(Text::new(), "iops", iops);
    if most == 0 {
        let headline = headline.push(" is not for a disk of kind ").quote(kind);
        return Err(Violation::new(RULE, headline, Text::from("use `gp3`, or drop `iops`")));
    }
    let headline = headline.push(" is out of range for a disk of kind ").quote(kind);
    Err(Violation::new(RULE, headline, Text::from("use ").number(least).push(" to ").number(most)))
}

/// The throughput is 125 to 2,000 MiB a second, and only for gp3.
///
/// Source: LT-06; botocore 1.44.5 ec2 LaunchTemplateEbsBlockDeviceRequest.Throughput; cfn-lint 1.58.0 E3671.
pub const fn throughput(kind: &str, throughput: Option<u64>) -> Result<(), Violation> {
    const RULE: &str = "disk-throughput";
    let Some(throughput) = throughput else { return Ok(()) };
    let headline = number_key(Text::new(), "throughput", throughput);
    if !matches!(kind.as_bytes(), b"gp3") {
        let headline = headline.push(" is not for a disk of kind ").quote(kind);
        return Err(Violation::new(RULE, headline, Text::from("use `gp3`, or drop `throughput`")));
    }
    if throughput >= 125 && throughput <= 2_000 {
        return Ok(());
    }
    Err(Violation::new(RULE, headline.push(" is out of range"), Text::from("use 125 to 2000 MiB a second")))
}

/// A disk has room for its IOPS, and IOPS for its throughput: at most 500 IOPS a GiB for gp3, 50 for io1, 1,000 for io2,
/// and at most 0.25 MiB a second for each IOPS of gp3 (3,000 where none are named).
///
/// Source: LT-06; Amazon EBS user guide, 2025, "General Purpose SSD volumes", "Provisioned IOPS SSD volumes".
pub const fn ratio(kind: &str, gib: u64, iops: Option<u64>, throughput: Option<u64>) -> Result<(), Violation> {
    const RULE: &str = "disk-ratio";
    let each = match kind.as_bytes() {
        b"gp3" => 500,
        b"io1" => 50,
        b"io2" => 1_000,
        _ => return Ok(()),
    };
    // Every gp3 disk has 3,000 IOPS, however small it is.
    if let Some(iops) = iops
        && iops > gib.saturating_mul(each)
        && !(matches!(kind.as_bytes(), b"gp3") && iops <= 3_000)
    {
        let headline = number_key(Text::new(), "iops", iops).push(" is too much for ").number(gib).push(" GB of ");
        let help = Text::from("use at most ").number(gib.saturating_mul(each)).push(", or at least ");
        return Err(Violation::new(RULE, headline.push(kind), help.number(iops.div_ceil(each)).push(" GB")));
    }
    let given = match iops {
        Some(iops) => iops,
        None => 3_000,
    };
    if let Some(throughput) = throughput
        && throughput.saturating_mul(4) > given
    {
        let headline = number_key(Text::new(), "throughput", throughput).push(" needs more than ").number(given);
        let help = Text::from("use `iops = ").number(throughput.saturating_mul(4)).push("` or more");
        return Err(Violation::new(RULE, headline.push(" IOPS"), help));
    }
    Ok(())
}

/// Instances start from this disk: not from st1 and sc1, and not from one smaller than the image, which for `al2023` has
/// 30 GB.
///
/// Source: Amazon EBS user guide, 2025, "HDD volumes" (no boot volumes); Amazon ECS developer guide, 2025,
/// "Amazon ECS-optimized Linux AMIs" (30 GiB).
pub const fn root(kind: &str, gib: u64, ami: &str) -> Result<(), Violation> {
    const RULE: &str = "disk-root";
    if matches!(kind.as_bytes(), b"st1" | b"sc1") {
        return Err(refuse(RULE, kind, " disks start no instance", "use `gp3`"));
    }
    if gib >= 30 || !matches!(ami.as_bytes(), b"al2023") {
        return Ok(());
    }
    let headline = Text::from("a disk of ").number(gib).push(" GB is smaller than the image `al2023`, which has 30 GB");
    Err(Violation::new(RULE, headline, Text::from("use 30 GB or more")))
}

#[cfg(test)]
mod tests {
    use super::*;

    const _: () = assert!(matches!(size("gp3", 50), Ok(())));

    #[test]
    fn sizes() {
        for (of, least, most) in [
            ("gp2", 1, 16_384),
            ("gp3", 1, 65_536),
            ("io1", 4, 16_384),
            ("io2", 4, 65_536),
            ("st1", 125, 16_384),
            ("sc1", 125, 16_384),
        ] {
            assert!(size(of, least).is_ok() && size(of, most).is_ok(), "{of}");
            assert!(size(of, least - 1).is_err() && size(of, most + 1).is_err(), "{of}");
        }
        assert_eq!(
            size("st1", 100).expect_err("small").to_string(),
            "a disk of kind `st1` cannot have 100 GB [disk-size]\nhelp: use 125 to 16384 GB"
        );
    }

    #[test]
    fn speeds() {
        for (kind, least, most) in [("gp3", 3_000, 80_000), ("io1", 100, 64_000), ("io2", 100, 256_000)] {
            assert!(iops(kind, Some(least)).is_ok() && iops(kind, Some(most)).is_ok(), "{kind}");
            assert!(iops(kind, Some(least - 1)).is_err() && iops(kind, Some(most + 1)).is_err(), "{kind}");
        }
        for (kind, of_none, of_some) in
            [("gp3", true, true), ("io1", false, true), ("gp2", true, false), ("st1", true, false)]
        {
            assert_eq!((iops(kind, None).is_ok(), iops(kind, Some(4_000)).is_ok()), (of_none, of_some), "{kind}");
        }
        for (kind, value, legal) in
            [("gp3", 124, false), ("gp3", 125, true), ("gp3", 2_000, true), ("gp3", 2_001, false), ("gp2", 250, false)]
        {
            assert_eq!(throughput(kind, Some(value)).is_ok(), legal, "{kind} {value}");
        }
        for (kind, gib, iops, throughput, legal) in [
            ("gp3", 1, Some(3_000), None, true),
            ("gp3", 8, Some(4_000), None, true),
            ("gp3", 8, Some(4_001), None, false),
            ("io1", 4, Some(201), None, false),
            ("io2", 4, Some(4_000), None, true),
            ("gp3", 50, None, Some(750), true),
            ("gp3", 50, None, Some(751), false),
            ("gp3", 50, Some(4_000), Some(1_000), true),
            ("gp2", 1, Some(1 << 40), None, true),
        ] {
            assert_eq!(ratio(kind, gib, iops, throughput).is_ok(), legal, "{kind} {gib}");
        }
        for (kind, gib, ami, legal) in [
            ("gp3", 30, "al2023", true),
            ("gp3", 29, "al2023", false),
            ("gp3", 20, "bottlerocket", true),
            ("st1", 500, "", false),
        ] {
            assert_eq!(root(kind, gib, ami).is_ok(), legal, "{kind} {gib} {ami}");
        }
    }
}
